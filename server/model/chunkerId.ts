/** Name with version of how documents are read and cut; a change of either builds every library anew. */
export const CHUNKER_ID = "sections-1";
