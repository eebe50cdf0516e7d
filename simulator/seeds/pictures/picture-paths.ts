/** Where the picture of a seed's product is found, below the simulator. */
export const seedPicturePath = (seed: string, handle: string): string => `/pictures/${seed}/${handle}.svg`;
/** The same for products that no seed drew, such as those of an order export. */
export const plainPicturePath = (handle: string): string => `/pictures/plain/${encodeURIComponent(handle)}.svg`;
