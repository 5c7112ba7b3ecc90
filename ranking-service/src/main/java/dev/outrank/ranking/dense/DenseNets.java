package dev.outrank.ranking.dense;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.outrank.bundle.failure.BundleException;
import dev.outrank.bundle.failure.InternalException;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.bundle.manifest.NetSpec;
import dev.outrank.bundle.manifest.Scope;
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
    private final DenseSettings settings;

    private DenseNets(NetWiring wiring, List<OrtSession> sessions, WorkspacePool workspaces, DenseSettings settings) {
        this.wiring = wiring;
        this.sessions = sessions;
        this.workspaces = workspaces;
        this.settings = settings;
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
        SessionLoader loader = new SessionLoader(environment, settings);
        List<OrtSession> sessions = new ArrayList<>();
        try {
            for (int net = 0; net < wiring.nets().size(); net++) {
                sessions.add(load(loader, directory, wiring, net));
            }
        } catch (RuntimeException | Error e) {
            closeAll(sessions);
            throw e;
        }
        WorkspacePool workspaces =
                new WorkspacePool(() -> new Workspace(manifest, wiring, environment), settings.idleWorkspaces(), idle);
        return new DenseNets(wiring, sessions, workspaces, settings);
    }

    private static OrtSession load(SessionLoader loader, Path directory, NetWiring wiring, int net) {
        NetSpec spec = wiring.nets().get(net);
        try {
            OrtSession session = loader.load(directory.resolve(spec.file()));
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
            workspace.resize(candidates, settings.sliceRows(candidates), settings.maxWorkspaceBytes());
            return workspace;
        } catch (RuntimeException e) {
            workspaces.giveBack(workspace);
            throw e;
        }
    }

    /** Takes a workspace back; the caller must not touch it afterwards. */
    public void giveBack(Workspace workspace) {
        workspace.clear();
        workspaces.giveBack(workspace);
    }

    /** Returns how many of a request's candidates the nets with embeddings take at a time. */
    public int sliceRows(int candidates) {
        return settings.sliceRows(candidates);
    }

    /** Runs the nets that need no embeddings, on this thread; dense features were written before. */
    public void runBottom(Workspace workspace) {
        for (int net = 0; net < sessions.size(); net++) {
            if (!wiring.isTop(net)) {
                runNet(workspace, net);
            }
        }
    }

    /** Runs the nets of request scope that need embeddings, on this thread, once; their vectors were written and {@link #runBottom} ran before. */
    public void runTopOfRequest(Workspace workspace) {
        runTop(workspace, Scope.REQUEST);
    }

    /** Runs the nets of candidate scope that need embeddings over the slice at hand, on this thread; its vectors were written before. */
    public void runSlice(Workspace workspace) {
        runTop(workspace, Scope.CANDIDATE);
        workspace.collectSlice();
    }

    private void runTop(Workspace workspace, Scope scope) {
        for (int net = 0; net < sessions.size(); net++) {
            if (wiring.isTop(net) && wiring.nets().get(net).scope() == scope) {
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
