package dev.outrank.ranking.dense;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.ExecutionMode;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.NetSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The nets of one version, ready to run. Safe for many threads, each with a workspace of its own; close it after the last of them.
 */
public final class DenseNets implements AutoCloseable {

    private final NetWiring wiring;
    private final List<OrtSession> sessions;
    private final WorkspacePool workspaces;
    private final long maxWorkspaceBytes;

    private DenseNets(NetWiring wiring, List<OrtSession> sessions, WorkspacePool workspaces, long maxWorkspaceBytes) {
        this.wiring = wiring;
        this.sessions = sessions;
        this.workspaces = workspaces;
        this.maxWorkspaceBytes = maxWorkspaceBytes;
    }

    /**
     * Loads the nets of a bundle.
     *
     * @param directory the bundle's
     * @param idle bounds what idle workspaces of all versions hold
     * @throws BundleException where a file is no ONNX graph, or its inputs and outputs are not the manifest's
     */
    public static DenseNets open(Path directory, Manifest manifest, DenseSettings settings, IdleMemory idle) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        NetWiring wiring = new NetWiring(manifest);
        List<OrtSession> sessions = new ArrayList<>();
        try {
            for (int net = 0; net < wiring.nets().size(); net++) {
                sessions.add(load(environment, directory, wiring, net, settings));
            }
        } catch (RuntimeException | Error e) {
            closeAll(sessions);
            throw e;
        }
        WorkspacePool workspaces =
                new WorkspacePool(() -> new Workspace(manifest, wiring, environment), settings.idleWorkspaces(), idle);
        return new DenseNets(wiring, sessions, workspaces, settings.maxWorkspaceBytes());
    }

    private static OrtSession load(
            OrtEnvironment environment, Path directory, NetWiring wiring, int net, DenseSettings settings) {
        NetSpec spec = wiring.nets().get(net);
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(settings.intraOpThreads());
            options.setInterOpNumThreads(1);
            options.setExecutionMode(ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(OptLevel.ALL_OPT);
            options.setDeterministicCompute(true);
            OrtSession session =
                    environment.createSession(directory.resolve(spec.file()).toString(), options);
            try {
                new GraphCheck(spec).check(session, wiring, net);
            } catch (RuntimeException | OrtException e) {
                session.close();
                throw e;
            }
            return session;
        } catch (OrtException e) {
            throw new BundleException(spec.file() + ": " + e.getMessage() + " (expected: an ONNX graph)", e);
        }
    }

    /**
     * Lends a workspace shaped for this many candidates, at least 1; give it back by {@link #giveBack}.
     *
     * @throws dev.outrank.ranking.request.PayloadTooLargeException where their tensors exceed the limit
     */
    public Workspace borrow(int candidates) {
        Workspace workspace = workspaces.take();
        try {
            workspace.resize(candidates, maxWorkspaceBytes);
            return workspace;
        } catch (RuntimeException e) {
            workspaces.giveBack(workspace);
            throw e;
        }
    }

    /** Takes a workspace back; the caller must not touch it afterwards. */
    public void giveBack(Workspace workspace) {
        workspaces.giveBack(workspace);
    }

    /** Runs the nets that need no embeddings, on this thread; dense features were written before. */
    public void runBottom(Workspace workspace) {
        run(workspace, false);
    }

    /** Runs the nets that need embeddings, on this thread; pooled vectors were written and {@link #runBottom} ran before. */
    public void runTop(Workspace workspace) {
        run(workspace, true);
    }

    private void run(Workspace workspace, boolean top) {
        for (int net = 0; net < sessions.size(); net++) {
            if (wiring.isTop(net) == top) {
                runNet(workspace, net);
            }
        }
    }

    private void runNet(Workspace workspace, int net) {
        try {
            sessions.get(net)
                    .run(workspace.inputsOf(net), Set.of(), workspace.outputsOf(net))
                    .close();
        } catch (OrtException e) {
            throw new InternalException(
                    "net '" + wiring.nets().get(net).name() + "': " + e.getMessage() + " (expected: scores)", e);
        }
        workspace.forwardOutputs(net);
    }

    @Override
    public void close() {
        workspaces.close();
        closeAll(sessions);
    }

    private static void closeAll(List<OrtSession> sessions) {
        for (OrtSession session : sessions) {
            try {
                session.close();
            } catch (OrtException e) {
                throw new InternalException("ONNX session: " + e.getMessage() + " (expected: closes)", e);
            }
        }
    }
}
