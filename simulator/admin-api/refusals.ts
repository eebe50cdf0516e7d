import { GraphQLError } from 'graphql';

/** The refusals that Shopify answers inside `errors`, in its words. */
export function refusal(message: string, code: string, extra: Record<string, unknown> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...extra } });
}

/** This simulator does not know the answer; a silent null would be a lie. */
export function notSimulated(what: string): GraphQLError {
  return refusal(`NOT_SIMULATED: ${what} is not simulated`, 'NOT_SIMULATED');
}

export function accessDenied(fieldName: string, requiredAccess: string): GraphQLError {
  return refusal(`Access denied for ${fieldName} field. Required access: ${requiredAccess}`, 'ACCESS_DENIED', {
    documentation: 'https://shopify.dev/api/usage/access-scopes',
    requiredAccess,
  });
}

const PROTECTED_DATA = 'https://shopify.dev/docs/apps/launch/protected-customer-data';

/** A personal field that was not granted. */
export function fieldNotApproved(fieldName: string): GraphQLError {
  return refusal(
    `This app is not approved to use the ${fieldName} field. See ${PROTECTED_DATA} for more details.`,
    'ACCESS_DENIED',
    {
      documentation: PROTECTED_DATA,
    },
  );
}

export function badRequest(message: string): GraphQLError {
  return refusal(message, 'BAD_REQUEST');
}
