/** A metric's values by their labels (`a,b`), as the operator's Prometheus reads them. */
export async function readMetrics(appUrl: string, name: string): Promise<Record<string, number>> {
  const response = await fetch(`${appUrl}/metrics`, { headers: { connection: 'close' } });
  const lines = (await response.text()).split('\n').filter((line) => line.startsWith(`${name}{`));
  return Object.fromEntries(
    lines.map((line) => {
      const [, labels = '', value = ''] = /\{(.*)\} (.+)$/.exec(line) ?? [];
      return [labels.replaceAll(/\w+="(.*?)"/g, '$1'), Number(value)];
    }),
  );
}
