package dev.outrank.workbench.workload;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.outrank.bundle.manifest.Scope;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a model and of its requests.
 *
 * @param name becomes the model's name
 * @param about a line for people
 * @param fixedPooling whether every bag has exactly {@code meanPooling} ids; false where absent
 * @param candidatesPerRequest how many candidates a request has
 * @param latencyTarget what its owner asks for, where known
 * @param interaction what comes before the top MLPs; a concatenation where absent
 * @param sparseShareOfOperatorTime share of the embedding operators in the operators' time, as measured by its source
 * @param nets any number of request scope and exactly one of candidate scope, whose top MLP ends in width 1
 * @param float32Bytes bytes of all tables at scale 1; checked where present
 * @param tableCount tables of all nets; checked where present
 * @param lookupsPerItem mean ids of all features together; checked to the first decimal where present
 */
public record Workload(
        String name,
        String about,
        @JsonInclude(Include.NON_NULL) @Nullable Boolean fixedPooling,
        CandidateCounts candidatesPerRequest,
        @JsonInclude(Include.NON_NULL) @Nullable LatencyTarget latencyTarget,
        @JsonInclude(Include.NON_NULL) @Nullable Interaction interaction,
        @JsonInclude(Include.NON_NULL) @Nullable Double sparseShareOfOperatorTime,
        List<WorkloadNet> nets,
        @JsonInclude(Include.NON_NULL) @Nullable Long float32Bytes,
        @JsonInclude(Include.NON_NULL) @Nullable Integer tableCount,
        @JsonInclude(Include.NON_NULL) @Nullable Double lookupsPerItem) {

    /** The files round to the first decimal. */
    private static final double LOOKUPS_ROUNDING = 0.051;

    public Workload {
        nets = List.copyOf(nets);
        checkNets(nets);
        List<WorkloadTable> tables =
                nets.stream().flatMap(net -> net.tables().stream()).toList();
        Require.distinct("tables", tables.stream().map(WorkloadTable::name).toList());
        long bytes = tables.stream().mapToLong(table -> table.bytes(1)).reduce(0, Math::addExact);
        double lookups = tables.stream().mapToDouble(WorkloadTable::meanPooling).sum();
        Require.that(
                float32Bytes == null || float32Bytes == bytes, "float32Bytes", float32Bytes + "", bytes + ", the sum");
        Require.that(
                tableCount == null || tableCount == tables.size(), "tableCount", tableCount + "", tables.size() + "");
        Require.that(
                lookupsPerItem == null || Math.abs(lookupsPerItem - lookups) < LOOKUPS_ROUNDING,
                "lookupsPerItem",
                lookupsPerItem + "",
                lookups + ", the sum of meanPooling");
    }

    private static void checkNets(List<WorkloadNet> nets) {
        Require.distinct("nets", nets.stream().map(WorkloadNet::name).toList());
        List<WorkloadNet> candidateNets =
                nets.stream().filter(net -> net.scope() == Scope.CANDIDATE).toList();
        Require.that(
                candidateNets.size() == 1, "nets", candidateNets.size() + " of candidate scope", "exactly one of them");
        WorkloadNet candidate = candidateNets.getFirst();
        Require.that(
                candidate.topWidth() == 1,
                "nets['" + candidate.name() + "'].topMlp",
                candidate.topMlp(),
                "1 at its end");
    }

    /** Returns whether every bag has exactly {@code round(meanPooling)} ids. */
    public boolean poolingIsFixed() {
        return fixedPooling != null && fixedPooling;
    }

    /** Returns the nets of one scope, in order. */
    public List<WorkloadNet> nets(Scope scope) {
        return nets.stream().filter(net -> net.scope() == scope).toList();
    }

    /** Returns the tables of all nets, in order. */
    public Stream<WorkloadTable> tables() {
        return nets.stream().flatMap(net -> net.tables().stream());
    }

    /** Returns the float32 bytes of all tables at a scale. */
    public long bytes(double scale) {
        return tables().mapToLong(table -> table.bytes(scale)).sum();
    }
}
