export async function live(_: unknown): Promise<number> { return 0; }
