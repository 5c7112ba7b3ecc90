package dev.outrank.ranking.oip;

import dev.outrank.bundle.bags.Bags;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.ranking.json.DecodeLimits;
import dev.outrank.ranking.json.IdBudget;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.json.JaggedLengths;
import dev.outrank.ranking.json.Shapes;
import dev.outrank.ranking.memory.RequestMemory;
import dev.outrank.ranking.request.Deadline;
import dev.outrank.ranking.request.RankingRequest;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of one request after another, by their position in the catalog; checks how they fit together. Not thread-safe.
 */
final class ReceivedTensors {

    private final TensorCatalog catalog;
    private final ReceivedTensor[] tensors;
    private DecodeLimits limits = DecodeLimits.NONE;
    private IdBudget budget = limits.newIdBudget();
    private @Nullable ReceivedTensor batchSource;

    ReceivedTensors(TensorCatalog catalog) {
        this.catalog = catalog;
        this.tensors = catalog.tensors().stream().map(ReceivedTensor::new).toArray(ReceivedTensor[]::new);
    }

    /** Begins with a request that has none yet. */
    void begin(DecodeLimits of) {
        limits = of;
        budget = of.newIdBudget();
    }

    /** Lets go of what a request had. */
    void forget() {
        for (ReceivedTensor tensor : tensors) {
            tensor.forget();
        }
        batchSource = null;
    }

    /** Returns the tensor at a position of the catalog, to be read; refuses one that was read before. */
    ReceivedTensor once(int position) {
        ReceivedTensor tensor = tensors[position];
        if (tensor.isPresent()) {
            throw new InvalidFieldException(tensor.spec().name(), "occurs twice in inputs (expected: once)");
        }
        return tensor;
    }

    /** Counts a tensor that was read; refuses one whose batch is another than that of those before it. */
    void add(ReceivedTensor tensor) {
        if (tensor.spec().role() == TensorRole.VALUES) {
            budget.spend(tensor.size());
        }
        if (tensor.spec().leadsWithBatch()) {
            checkBatch(tensor);
        }
    }

    private void checkBatch(ReceivedTensor tensor) {
        ReceivedTensor first = batchSource;
        if (first == null) {
            limits.checkCandidates(tensor.shape()[0]);
            batchSource = tensor;
        } else if (first.shape()[0] != tensor.shape()[0]) {
            throw new InvalidFieldException(
                    tensor.spec().name(),
                    "shape " + Shapes.text(tensor.shape()) + ", batch " + tensor.shape()[0] + " (expected: batch "
                            + first.shape()[0] + ", since " + first.spec().name() + " has shape "
                            + Shapes.text(first.shape()) + ")");
        }
    }

    /** Returns the request that the tensors make up; a model without features of candidate scope has one candidate. */
    RankingRequest toRequest(Manifest manifest, Deadline deadline, boolean allowDegraded, RequestMemory memory) {
        int position = 0;
        int candidates = batchSource == null ? 1 : (int) batchSource.shape()[0];
        RankingRequest.Builder request =
                RankingRequest.builder(manifest, candidates, deadline, memory).allowDegraded(allowDegraded);
        requireAll();
        while (position < tensors.length) {
            position = addFeature(position, candidates, request);
        }
        return request.build();
    }

    private void requireAll() {
        for (int i = 0; i < tensors.length; i++) {
            if (!tensors[i].isPresent()) {
                TensorSpec spec = catalog.tensors().get(i);
                throw new InvalidFieldException(spec.name(), "missing in inputs (expected: " + spec + ")");
            }
        }
    }

    /** Adds the feature whose first tensor is at a position; returns the position after its last one. */
    private int addFeature(int position, int candidates, RankingRequest.Builder request) {
        ReceivedTensor first = tensors[position];
        int feature = first.spec().feature();
        if (first.spec().role() == TensorRole.DENSE) {
            int count = isRepeated(first) ? catalog.users().dense(first, candidates) : first.size();
            request.dense(feature, first.floats(), count);
            return position + 1;
        }
        ReceivedTensor lengths = tensors[position + 1];
        boolean weighted =
                position + 2 < tensors.length && tensors[position + 2].spec().role() == TensorRole.WEIGHTS;
        float[] weights = weighted ? weights(tensors[position + 2], first) : null;
        Bags bags = bags(first, lengths, weights);
        request.sparse(feature, isRepeated(lengths) ? catalog.users().sparse(lengths, bags, candidates) : bags);
        return position + (weighted ? 3 : 2);
    }

    private static boolean isRepeated(ReceivedTensor tensor) {
        return !tensor.spec().accepts(tensor.shape());
    }

    private static Bags bags(ReceivedTensor values, ReceivedTensor lengths, float @Nullable [] weights) {
        int bags = lengths.size();
        int[] offsets = lengths.intsAndOne();
        JaggedLengths.toOffsetsInPlace(
                offsets,
                bags,
                values.size(),
                lengths.spec().name(),
                values.spec().name());
        return new Bags(bags, offsets, values.longs(), weights);
    }

    private static float[] weights(ReceivedTensor weights, ReceivedTensor values) {
        if (weights.size() != values.size()) {
            throw new InvalidFieldException(
                    weights.spec().name(),
                    "shape " + Shapes.text(weights.shape()) + " (expected: " + Shapes.text(values.shape()) + ", as "
                            + values.spec().name() + ")");
        }
        return weights.floats();
    }
}
