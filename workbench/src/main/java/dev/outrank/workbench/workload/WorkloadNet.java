package dev.outrank.workbench.workload;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.outrank.bundle.manifest.Scope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A net: a bottom MLP over dense inputs, an interaction with the pooled vectors, and a top MLP.
 *
 * @param name prefixes the names of its features
 * @param scope how often it is evaluated
 * @param denseInputs width of its dense feature
 * @param bottomMlp widths of the bottom's layers, first to last
 * @param topMlp widths of the top's layers, first to last
 * @param tables in the order in which their pooled vectors stand side by side
 * @param float32Bytes bytes of the tables at scale 1; checked where present
 */
public record WorkloadNet(
        String name,
        Scope scope,
        int denseInputs,
        List<Integer> bottomMlp,
        List<Integer> topMlp,
        List<WorkloadTable> tables,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long float32Bytes) {

    public WorkloadNet {
        bottomMlp = List.copyOf(bottomMlp);
        topMlp = List.copyOf(topMlp);
        tables = List.copyOf(tables);
        Require.that(denseInputs >= 1, "denseInputs", denseInputs, "at least 1");
        Require.positive("bottomMlp", bottomMlp);
        Require.positive("topMlp", topMlp);
        Require.that(!tables.isEmpty(), "tables", tables, "at least one");
        long sum = tables.stream().mapToLong(table -> table.bytes(1)).reduce(0, Math::addExact);
        Require.that(float32Bytes == null || float32Bytes == sum, "float32Bytes", float32Bytes + "", sum + ", the sum");
    }

    /** Returns the width of the bottom's result. */
    public int bottomWidth() {
        return bottomMlp.getLast();
    }

    /** Returns the width of all pooled vectors side by side. */
    public int embeddingWidth() {
        return tables.stream().mapToInt(WorkloadTable::dim).sum();
    }

    /** Returns the width of the top's result. */
    public int topWidth() {
        return topMlp.getLast();
    }
}
