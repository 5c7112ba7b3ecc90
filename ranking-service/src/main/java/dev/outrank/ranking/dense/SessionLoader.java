package dev.outrank.ranking.dense;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes sessions of graphs, by way of the cache where there is one. */
final class SessionLoader {

    private static final Logger log = LoggerFactory.getLogger(SessionLoader.class);

    private final OrtEnvironment environment;
    private final DenseSettings settings;
    private final @Nullable GraphCache cache;

    SessionLoader(OrtEnvironment environment, DenseSettings settings) {
        this.environment = environment;
        this.settings = settings;
        Path directory = settings.runtime().cacheDirectory();
        this.cache = directory == null ? null : new GraphCache(directory);
    }

    /** Returns a session of a graph. */
    OrtSession load(Path graph) throws OrtException {
        GraphCache known = cache;
        if (known == null) {
            return session(graph, OptLevel.ALL_OPT, null);
        }
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(graph);
        } catch (IOException e) {
            return session(graph, OptLevel.ALL_OPT, null);
        }
        String key = GraphCache.key(
                bytes, environment.getVersion(), settings.runtime().forOptimisation(settings.intraOpThreads()));
        OrtSession cached = cached(known, key);
        return cached == null ? optimised(known, key, graph) : cached;
    }

    /** Returns a session of the optimised graph, or null where there is none that ONNX Runtime takes. */
    private @Nullable OrtSession cached(GraphCache known, String key) {
        Path optimised = known.find(key);
        if (optimised == null) {
            return null;
        }
        try {
            return session(optimised, OptLevel.NO_OPT, null);
        } catch (OrtException e) {
            log.warn("{}: {}; it is made anew", optimised, e.getMessage());
            known.discard(key);
            return null;
        }
    }

    private OrtSession optimised(GraphCache known, String key, Path graph) throws OrtException {
        Path draft = known.draft();
        OrtSession session = session(graph, OptLevel.ALL_OPT, draft);
        if (draft != null) {
            known.keep(key, draft);
        }
        return session;
    }

    private OrtSession session(Path graph, OptLevel level, @Nullable Path writeTo) throws OrtException {
        RuntimeSettings runtime = settings.runtime();
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(settings.intraOpThreads());
            options.setInterOpNumThreads(1);
            options.setExecutionMode(ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(level);
            options.setDeterministicCompute(true);
            options.setCPUArenaAllocator(runtime.arena());
            options.setMemoryPatternOptimization(runtime.memoryPattern());
            options.addConfigEntry("session.set_denormal_as_zero", runtime.flushDenormals() ? "1" : "0");
            // A thread that waits for work must leave the core to the others of this service.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.addConfigEntry("session.inter_op.allow_spinning", "0");
            if (writeTo != null) {
                options.setOptimizedModelFilePath(writeTo.toString());
            }
            return environment.createSession(graph.toString(), options);
        }
    }
}
