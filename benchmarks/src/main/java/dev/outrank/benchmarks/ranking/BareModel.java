package dev.outrank.benchmarks.ranking;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.outrank.benchmarks.dense.RuntimeOption;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.NetInput;
import dev.outrank.bundle.manifest.NetOutput;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.Scope;
import dev.outrank.bundle.manifest.Source;
import dev.outrank.bundle.manifest.SparseFeature;
import dev.outrank.bundle.memory.MemoryMode;
import dev.outrank.bundle.memory.MemorySettings;
import dev.outrank.bundle.shard.PackedShard;
import dev.outrank.engine.EmbeddingEngine;
import dev.outrank.engine.LookupScratch;
import dev.outrank.engine.PoolingKernelsProvider;
import dev.outrank.workbench.requests.GeneratedRequest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/** The arithmetic of a model and nothing else: bags are pooled straight into the tensors of the nets, which stay. For one thread. */
final class BareModel implements AutoCloseable {

    private record Net(OrtSession session, Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {}

    /** Where the numbers of one source begin in a tensor, and how far its rows are apart, in floats. */
    private record Place(Source source, ByteBuffer tensor, int offset, int stride) {}

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final Manifest manifest;
    private final int candidates;
    private final PackedShard shard;
    private final EmbeddingEngine engine;
    private final Map<String, Integer> tables = new HashMap<>();
    private final Map<String, OnnxTensor> results = new HashMap<>();
    private final Set<String> placed = new HashSet<>();
    private final List<OnnxTensor> tensors = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final List<Net> nets = new ArrayList<>();

    BareModel(PreparedModel model, int candidates, MemoryMode memory) throws OrtException {
        this.manifest = model.bundle().manifest();
        this.candidates = candidates;
        this.shard = PackedShard.open(model.shards().resolve(PackedShard.directoryName(0)), MemorySettings.of(memory));
        this.engine =
                new EmbeddingEngine(shard, PoolingKernelsProvider.select("auto").kernels());
        IntStream.range(0, shard.tableCount())
                .forEach(table -> tables.put(shard.table(table).spec().table(), table));
        for (NetSpec net : manifest.netsInOrder()) {
            try (SessionOptions options = RuntimeOption.AS_RANKING.options()) {
                String file = model.bundle().file(net.file()).toString();
                nets.add(new Net(environment.createSession(file, options), inputs(net), outputs(net)));
            }
        }
    }

    private Map<String, OnnxTensor> inputs(NetSpec net) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        for (NetInput input : net.inputs()) {
            OnnxTensor result = results.get(input.sources().getFirst());
            inputs.put(input.tensor(), result == null ? input(input) : result);
        }
        return inputs;
    }

    private OnnxTensor input(NetInput input) throws OrtException {
        List<Source> sources = input.sources().stream()
                .map(name -> Objects.requireNonNull(manifest.sources().get(name)))
                .toList();
        int rows = rows(sources.getFirst().scope());
        int width = sources.stream().mapToInt(Source::width).sum();
        ByteBuffer numbers = bytes(rows * width);
        int offset = 0;
        for (Source source : sources) {
            if (source instanceof Source.Computed || !placed.add(source.name())) {
                throw new IllegalStateException("source: '" + source.name()
                        + "' is joined with others, or in two inputs (expected: a workload without that)");
            }
            places.add(new Place(source, numbers, offset, width));
            offset += source.width();
        }
        return tensor(numbers, rows, width);
    }

    private Map<String, OnnxTensor> outputs(NetSpec net) throws OrtException {
        Map<String, OnnxTensor> outputs = new HashMap<>();
        for (NetOutput output : net.outputs()) {
            int rows = rows(net.scope());
            OnnxTensor tensor = tensor(bytes(rows * output.width()), rows, output.width());
            results.put(output.name(), tensor);
            outputs.put(output.name(), tensor);
        }
        return outputs;
    }

    private int rows(Scope scope) {
        return switch (scope) {
            case REQUEST -> 1;
            case CANDIDATE -> candidates;
        };
    }

    private static ByteBuffer bytes(int floats) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(floats, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
    }

    private OnnxTensor tensor(ByteBuffer numbers, int rows, int width) throws OrtException {
        OnnxTensor tensor = OnnxTensor.createTensor(environment, numbers.asFloatBuffer(), new long[] {rows, width});
        tensors.add(tensor);
        return tensor;
    }

    /** Ranks once. */
    void rank(GeneratedRequest request) {
        for (Place place : places) {
            switch (place.source()) {
                case Source.Dense dense -> write(request.dense(dense.name()), dense.width(), place);
                case Source.Pooled pooled -> pool(request, pooled, place);
                case Source.Computed computed -> throw new IllegalStateException(computed.name());
            }
        }
        runNets();
    }

    private static void write(float[] numbers, int width, Place place) {
        FloatBuffer target = place.tensor().asFloatBuffer();
        for (int row = 0; row < numbers.length / width; row++) {
            target.put(place.offset() + row * place.stride(), numbers, row * width, width);
        }
    }

    private void pool(GeneratedRequest request, Source.Pooled pooled, Place place) {
        SparseFeature feature = pooled.feature();
        engine.lookupInto(
                Objects.requireNonNull(tables.get(feature.table())),
                request.sparse(feature.name()),
                feature.pooling(),
                feature.idPolicy(),
                place.tensor(),
                place.offset() * Float.BYTES,
                place.stride() * Float.BYTES,
                LookupScratch.ofThread());
    }

    /** Evaluates the nets over whatever was ranked last. */
    void runNets() {
        try {
            for (Net net : nets) {
                net.session().run(net.inputs(), Set.of(), net.outputs()).close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException("nets: " + e.getMessage() + " (expected: scores)", e);
        }
    }

    /** Ranks once, and returns a copy of the scores. */
    float[] scores(GeneratedRequest request) {
        rank(request);
        FloatBuffer buffer = Objects.requireNonNull(
                        results.get(manifest.outputs().getFirst()))
                .getFloatBuffer();
        float[] copy = new float[buffer.remaining()];
        buffer.get(copy);
        return copy;
    }

    @Override
    public void close() throws OrtException {
        for (Net net : nets) {
            net.session().close();
        }
        tensors.forEach(OnnxTensor::close);
        shard.close();
    }
}
