package dev.outrank.registry;

/**
 * A snapshot and the registry that it came from.
 *
 * @param registry the registry's identity, or the empty string when it sent none
 * @param snapshot what it knew
 */
record IdentifiedSnapshot(String registry, RegistrySnapshot snapshot) {

    /** How a newly fetched snapshot stands to the one that is held. */
    enum Succession {
        /** A later revision of the same registry. */
        NEWER,
        /** The revision that is held already. */
        SAME,
        /** An earlier revision of the same registry: an answer that was overtaken. */
        OLDER,
        /** Another registry: its database was made anew. */
        RESET,
        /** Another registry that knows no model yet, while the held one does. */
        RESET_AND_EMPTY
    }

    /** Returns how {@code next} stands to this snapshot. */
    Succession succession(IdentifiedSnapshot next) {
        if (!registry.equals(next.registry)) {
            boolean losesModels =
                    next.snapshot.models().isEmpty() && !snapshot.models().isEmpty();
            return losesModels ? Succession.RESET_AND_EMPTY : Succession.RESET;
        }
        int order = Long.compare(next.snapshot.revision(), snapshot.revision());
        if (order == 0) {
            return Succession.SAME;
        }
        return order > 0 ? Succession.NEWER : Succession.OLDER;
    }
}
