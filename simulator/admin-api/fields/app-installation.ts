import type { AdminContext, Fields } from '../context.ts';
import { gid } from '../gid.ts';
import { metafieldFields } from './metafields.ts';

/** `currentAppInstallation`: also the owner of the app's own data (`app.metafields` in Liquid). */
export function installationNode(context: AdminContext): Fields {
  const id = gid('AppInstallation', context.install.appInstallationId);
  return {
    __typename: 'AppInstallation',
    id,
    accessScopes: context.install.scopes.map((handle) => ({ handle, description: handle.replaceAll('_', ' ') })),
    // Billing is not simulated: nobody pays for the app.
    activeSubscriptions: [],
    app: () => appNode(context),
    launchUrl: () =>
      `${context.url}/store/${context.shop.domain.split('.')[0]}/apps/${context.app.configuration.handle}`,
    uninstallUrl: null,
    ...metafieldFields(context, id),
  };
}

function appNode({ app, install }: AdminContext): Fields {
  const { name, handle } = app.configuration;
  return {
    __typename: 'App',
    id: gid('App', app.id),
    apiKey: app.apiKey,
    title: name,
    handle,
    embedded: true,
    requestedAccessScopes: install.scopes.map((scope) => ({ handle: scope, description: scope.replaceAll('_', ' ') })),
  };
}
