/** The value, or `fallback` if it is not there within `ms` or fails: a hover waits for nobody. */
export async function withinDeadline<T>(value: PromiseLike<T>, ms: number, fallback: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(fallback), ms);
  });
  const settled = Promise.resolve(value).catch(() => fallback);
  try {
    return await Promise.race([settled, late]);
  } finally {
    clearTimeout(timer);
  }
}
