export interface Answer {
  status?: number;
  body?: unknown;
}

export function problem(status: number, code: string, title: string, detail: string, more: object = {}): Answer {
  return { status, body: { type: `about:${code}`, title, status, detail, code, requestId: 'req-7f3a', ...more } };
}
