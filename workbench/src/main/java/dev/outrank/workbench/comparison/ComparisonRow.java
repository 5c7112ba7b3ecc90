package dev.outrank.workbench.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.outrank.planner.PlanException;
import org.jspecify.annotations.Nullable;

/**
 * One strategy over one number of shards.
 *
 * @param strategy its name
 * @param shards how many
 * @param figures what the plan costs; absent where there is none
 * @param refusal why there is no plan; absent where there is one
 */
public record ComparisonRow(
        String strategy,
        int shards,
        @JsonInclude(Include.NON_NULL) @Nullable ComparisonFigures figures,
        @JsonInclude(Include.NON_NULL) @Nullable String refusal) {

    public ComparisonRow {
        if ((figures == null) == (refusal == null)) {
            throw new PlanException("rows: '" + strategy + "' on " + shards + " shards has "
                    + (figures == null ? "neither" : "both") + " (expected: either figures or refusal)");
        }
    }
}
