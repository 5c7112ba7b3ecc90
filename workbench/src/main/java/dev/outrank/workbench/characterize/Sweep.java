package dev.outrank.workbench.characterize;

import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.planner.search.AutoStrategy;
import java.util.List;
import java.util.stream.Stream;

/** What is changed about the best placement, one thing at a time. */
enum Sweep {
    /** How many candidates dense nets take at once. */
    BATCH,
    /** Whether small tables lie in ranking. */
    LOCAL,
    /** In which type shards store tables. */
    TABLES,
    /** Whether what all candidates share is evaluated once; the user that comes with every candidate is measured apart, as another model. */
    USER;

    /**
     * Of candidates; 0 is all of a request at once, as the placement has it too: variants have processes of their own, whose compilers know less than those that
     * served all placements.
     */
    private static final List<Integer> BATCH_SIZES = List.of(0, 32, 64, 128);

    /** Returns the variants for a model; none where it has no such thing. */
    Stream<Placement> of(StudyModel model, Placement best) {
        return switch (this) {
            case BATCH ->
                BATCH_SIZES.stream()
                        .map(size -> best.with("batch " + size, "--outrank.ranking.dense.batch-size=" + size));
            case LOCAL -> best.strategy().equals(AutoStrategy.NAME) ? Stream.of(best.withoutLocal()) : Stream.empty();
            case TABLES -> Stream.of(ElementType.INT8, ElementType.INT4).map(best::stored);
            case USER ->
                model.hasUser()
                        ? Stream.of(best.with("user-once false", "--outrank.ranking.dense.user-once=false"))
                        : Stream.empty();
        };
    }
}
