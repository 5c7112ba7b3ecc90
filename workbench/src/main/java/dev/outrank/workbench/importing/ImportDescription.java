package dev.outrank.workbench.importing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.outrank.bundle.manifest.ElementType;
import dev.outrank.bundle.manifest.IdPolicy;
import dev.outrank.bundle.manifest.LossPolicy;
import dev.outrank.bundle.manifest.Pooling;
import dev.outrank.bundle.manifest.Scope;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of a model that is imported.
 *
 * @param name the model's name
 * @param description a line for people; empty where absent
 * @param features the model's inputs
 * @param tables where a table is not simply the tensor of its name
 * @param nets all nets
 * @param outputs the model's outputs; inferred where absent
 */
record ImportDescription(
        String name,
        @JsonInclude(Include.NON_NULL) @Nullable String description,
        FeatureEntries features,
        @JsonInclude(Include.NON_NULL) @Nullable List<TableEntry> tables,
        List<NetEntry> nets,
        @JsonInclude(Include.NON_NULL) @Nullable List<String> outputs) {

    /** Returns the entry of a table: a written one, or one that says nothing but the name. */
    TableEntry table(String table) {
        if (tables != null) {
            for (TableEntry entry : tables) {
                if (entry.name().equals(table)) {
                    return entry;
                }
            }
        }
        return new TableEntry(table, null, null, null, null);
    }

    /**
     * The model's inputs.
     *
     * @param dense in the order of the manifest; none where absent
     * @param sparse in the order of the manifest; none where absent
     */
    record FeatureEntries(
            @JsonInclude(Include.NON_NULL) @Nullable List<DenseEntry> dense,
            @JsonInclude(Include.NON_NULL) @Nullable List<SparseEntry> sparse) {

        List<DenseEntry> denseEntries() {
            return dense == null ? List.of() : dense;
        }

        List<SparseEntry> sparseEntries() {
            return sparse == null ? List.of() : sparse;
        }
    }

    /**
     * A dense feature.
     *
     * @param width needed only where it shares an input with others
     */
    record DenseEntry(
            String name,
            Scope scope,
            @JsonInclude(Include.NON_NULL) @Nullable Integer width) {}

    /**
     * A sparse feature.
     *
     * @param table the feature's own name where absent
     * @param pooling sum where absent
     * @param weighted false where absent
     * @param idPolicy fail where absent
     */
    record SparseEntry(
            String name,
            Scope scope,
            @JsonInclude(Include.NON_NULL) @Nullable String table,
            @JsonInclude(Include.NON_NULL) @Nullable Pooling pooling,
            @JsonInclude(Include.NON_NULL) @Nullable Boolean weighted,
            @JsonInclude(Include.NON_NULL) @Nullable IdPolicy idPolicy) {

        String tableName() {
            return table == null ? name : table;
        }
    }

    /**
     * A table.
     *
     * @param tensor the table's own name where absent
     * @param dtype needed for rows of bytes; else that of the tensor
     * @param defaultRow zeros where absent
     * @param onLoss fail where absent
     */
    record TableEntry(
            String name,
            @JsonInclude(Include.NON_NULL) @Nullable String tensor,
            @JsonInclude(Include.NON_NULL) @Nullable ElementType dtype,
            @JsonInclude(Include.NON_NULL) @Nullable List<Float> defaultRow,
            @JsonInclude(Include.NON_NULL) @Nullable LossPolicy onLoss) {

        LossPolicy lossPolicy() {
            return onLoss == null ? LossPolicy.FAIL : onLoss;
        }

        String tensorName() {
            return tensor == null ? name : tensor;
        }
    }

    /**
     * A net.
     *
     * @param file relative to the directory of nets; {@code <name>.onnx} where absent
     * @param inputs sources of those inputs that are not fed by the source of their own name
     */
    record NetEntry(
            String name,
            Scope scope,
            @JsonInclude(Include.NON_NULL) @Nullable String file,
            @JsonInclude(Include.NON_NULL) @Nullable Map<String, List<String>> inputs) {

        String fileName() {
            return file == null ? name + ".onnx" : file;
        }

        List<String> sources(String tensor) {
            return inputs == null ? List.of(tensor) : inputs.getOrDefault(tensor, List.of(tensor));
        }
    }
}
