export function staleReason(folder: string): string | undefined;
export function markInstalled(folder: string): void;
