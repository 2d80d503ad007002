/**
 * Who is asking, from where: a required argument of every use case that reads or writes a patient's things.
 * `recordId` is the scope: no port can be asked without it.
 */
export type Viewer = {
  userId: string;
  recordId: string;
  sessionId: string;
  /** The id of the request, and the address and device it came from, for the activity record. */
  origin: RequestOrigin;
};

export type RequestOrigin = { requestId: string; ipAddress: string; userAgent: string };
