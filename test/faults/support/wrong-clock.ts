/** A machine whose clock is wrong. */
const HOUR = 3_600_000;
/** Read by Node before the program: its wall clock is wrong by CLOCK_OFFSET, and jumps when it is told. */
const WRONG_CLOCK = `
  let offset = Number(process.env.CLOCK_OFFSET ?? 0);
  const real = Date.now;
  Date.now = () => real() + offset;
  process.on('SIGUSR2', () => { offset += ${HOUR}; });
  process.on('SIGWINCH', () => { offset -= ${2 * HOUR}; });
`;

/** Environment of a process on it. */
export const wrongClock = (offset = 0) => ({
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(WRONG_CLOCK)}`,
  CLOCK_OFFSET: String(offset),
});
