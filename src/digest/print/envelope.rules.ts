/** An envelope with a window, in millimetres; the window is measured from its left and lower edges. */
export interface Envelope {
  width: number;
  height: number;
  window: { left: number; bottom: number; width: number; height: number };
  /** How high the folded sheet is. */
  folded: number;
}

/** A rectangle in millimetres of the sheet. */
export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** DL with a window as it is sold in Britain; A4 goes into it folded twice. */
export const DL: Envelope = {
  ...{ width: 220, height: 110, folded: 99 },
  window: { left: 20, bottom: 18, width: 90, height: 35 },
};

/** Where A4 is folded, from its upper edge: in three for DL, in two for C5 (whose windows differ: use labels). */
export const FOLDS = { dl: [99, 198], c5: [148.5] };

/** The width of A4. */
const SHEET = 210;

/** Returns the part of the sheet that always shows in the window, wherever the sheet lies in its envelope. */
export function alwaysSeen({ width, height, window, folded }: Envelope): Area {
  const [aside, below] = [width - SHEET, height - folded];
  const top = height - window.bottom - window.height;
  return {
    left: window.left,
    right: window.left + window.width - aside,
    top,
    bottom: top + window.height - below,
  };
}

/** Returns the part of the sheet that may show in the window: nothing else than the address may stand there. */
export function everSeen({ width, height, window, folded }: Envelope): Area {
  const [aside, below] = [width - SHEET, height - folded];
  const top = height - window.bottom - window.height;
  return {
    left: window.left - aside,
    right: window.left + window.width,
    top: top - below,
    bottom: top + window.height,
  };
}

/** Where the address stands on our pages: inside what always shows. */
export const ADDRESS: Area = { left: 20.5, top: 57.2, right: 99.5, bottom: 80.8 };

/** Where nothing else than the address may stand on our pages, with a little to spare. */
export const KEPT_CLEAR: Area = { left: 0, top: 45, right: 111, bottom: 93 };
