package dev.outrank.workbench.calibrate;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.planner.cost.ValidationKind;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Runs of one net with one batch, in tensors that stay. */
final class DensePoint implements Point, AutoCloseable {

    private static final long TURN_NANOS = 6_000_000;

    /** One thread does all the work, so that its CPU time is the time of a run on a machine that does nothing else. */
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final DenseNet net;
    private final int batch;
    private final boolean heldOut;
    private final Map<String, OnnxTensor> inputs = new HashMap<>();
    private final Map<String, OnnxTensor> outputs = new HashMap<>();
    private final List<FloatBuffer> results = new ArrayList<>();
    private final Samples samples = new Samples();

    DensePoint(DenseNet net, int batch, boolean heldOut) {
        this.net = net;
        this.batch = batch;
        this.heldOut = heldOut;
        SplittableRandom random = new SplittableRandom(3);
        net.inputs().forEach((name, width) -> {
            FloatBuffer memory = memory(width);
            for (int i = 0; i < memory.capacity(); i++) {
                memory.put(i, (float) random.nextDouble(-1, 1));
            }
            inputs.put(name, tensor(memory, width));
        });
        net.outputs().forEach((name, width) -> {
            FloatBuffer memory = memory(width);
            results.add(memory);
            outputs.put(name, tensor(memory, width));
        });
    }

    private FloatBuffer memory(int width) {
        return ByteBuffer.allocateDirect(batch * width * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    private OnnxTensor tensor(FloatBuffer memory, int width) {
        try {
            return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), memory, new long[] {batch, width});
        } catch (OrtException e) {
            throw failure(e);
        }
    }

    private InternalException failure(OrtException e) {
        return new InternalException("net '" + net.facts().net() + "': " + e.getMessage() + " (expected: runs)", e);
    }

    private void run() {
        try {
            net.session().run(inputs, Set.of(), outputs).close();
        } catch (OrtException e) {
            throw failure(e);
        }
    }

    /** Refuses results that are no numbers. */
    void check() {
        run();
        for (FloatBuffer result : results) {
            for (int i = 0; i < result.capacity(); i++) {
                if (!Float.isFinite(result.get(i))) {
                    throw new InternalException(
                            "net '" + net.facts().net() + "': " + result.get(i) + " (expected: finite numbers)");
                }
            }
        }
    }

    @Override
    public void turn() {
        run();
        long begin = System.nanoTime();
        long cpuBegin = THREADS.getCurrentThreadCpuTime();
        long runs = 0;
        do {
            run();
            runs++;
        } while (System.nanoTime() - begin < TURN_NANOS);
        samples.add((double) (THREADS.getCurrentThreadCpuTime() - cpuBegin) / runs);
    }

    @Override
    public void forget() {
        samples.clear();
    }

    @Override
    public List<Observation> observations() {
        return List.of(new Observation(
                ValidationKind.DENSE,
                net.facts().net() + ", batch " + batch,
                heldOut,
                samples.typical(),
                costs -> costs.denseNanos(net.facts(), batch)));
    }

    @Override
    public void close() {
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
    }
}
