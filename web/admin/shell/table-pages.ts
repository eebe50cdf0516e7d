interface Turning {
  onNext: (() => void) | undefined;
  onPrevious: (() => void) | undefined;
}

/** On and back at the foot of Polaris's `IndexTable`, as its properties; nothing where there is one page only. */
export function tablePages({ onNext, onPrevious }: Turning, accessibilityLabels: { next: string; previous: string }) {
  if (!onNext && !onPrevious) return {};
  return {
    pagination: {
      hasNext: onNext !== undefined,
      hasPrevious: onPrevious !== undefined,
      ...(onNext ? { onNext } : {}),
      ...(onPrevious ? { onPrevious } : {}),
      accessibilityLabels,
    },
  };
}
