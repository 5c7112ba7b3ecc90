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
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The nets of one version, ready to run. Safe for many threads, each with a workspace of its own; close it after the last of them.
 */
public final class DenseNets implements AutoCloseable {

    private final NetWiring wiring;
    private final List<OrtSession> sessions;
    private final WorkspacePool workspaces;
    private final @Nullable WorkspacePool jointWorkspaces;
    private final DenseSettings settings;
    private final @Nullable NetListener listener;

    private DenseNets(
            NetWiring wiring,
            List<OrtSession> sessions,
            WorkspacePool workspaces,
            @Nullable WorkspacePool jointWorkspaces,
            DenseSettings settings,
            @Nullable NetListener listener) {
        this.jointWorkspaces = jointWorkspaces;
        this.wiring = wiring;
        this.sessions = sessions;
        this.workspaces = workspaces;
        this.settings = settings;
        this.listener = listener;
    }

    /** Returns the same nets, which tell a listener how they run; they take the place of this one. */
    public DenseNets heardBy(NetListener other) {
        return new DenseNets(wiring, sessions, workspaces, jointWorkspaces, settings, other);
    }

    /**
     * Loads the nets of a bundle, and runs them once, so that the first request is no slower than the others.
     *
     * @param directory the bundle's
     * @param idle bounds what idle workspaces of all versions hold
     * @throws BundleException where a file is no ONNX graph, or its inputs and outputs are not the manifest's
     * @throws InternalException where a net cannot be evaluated
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
        RowTrials trials = new RowTrials(environment, wiring, sessions);
        NetWiring wired = settings.userOnce() ? wiring : new NetWiring(manifest, trials.repeatable());
        WorkspacePool joint = settings.joint() != null && trials.canRunJointly()
                ? workspaces(manifest, NetWiring.joint(manifest), settings, idle)
                : null;
        return new WarmUp(manifest, settings)
                .warmed(new DenseNets(
                        wired, sessions, workspaces(manifest, wired, settings, idle), joint, settings, null));
    }

    private static WorkspacePool workspaces(
            Manifest manifest, NetWiring wiring, DenseSettings settings, IdleMemory idle) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        return new WorkspacePool(() -> new Workspace(manifest, wiring, environment), settings.idleWorkspaces(), idle);
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

    /** Returns whether what belongs to the request is looked up and evaluated once for it, or else once for each candidate. */
    public boolean userOnce() {
        return settings.userOnce();
    }

    /** Runs the nets that need no embeddings, on this thread; dense features were written before. */
    public void runBottom(Workspace workspace) {
        for (int net = 0; net < sessions.size(); net++) {
            if (!wiring.isTop(net)) {
                runNet(workspace, net, workspace.candidates());
            }
        }
    }

    /** Runs the nets of request scope that need embeddings, on this thread, once; their vectors were written and {@link #runBottom} ran before. */
    public void runTopOfRequest(Workspace workspace) {
        if (userOnce()) {
            runTop(workspace, Scope.REQUEST);
        }
    }

    /** Runs the nets that need embeddings for each candidate of the slice at hand, on this thread; its vectors were written before. */
    public void runSlice(Workspace workspace) {
        batch(workspace.sliceRows());
        if (userOnce()) {
            runTop(workspace, Scope.CANDIDATE);
        } else {
            runTop(workspace, Scope.REQUEST, Scope.CANDIDATE);
        }
        workspace.collectSlice();
    }

    /** Returns how candidates of several requests run together; null where they do not. */
    public @Nullable JointSettings joint() {
        return jointWorkspaces == null ? null : settings.joint();
    }

    /**
     * Does what {@link #runSlice} does for the slices of several requests at once, on this thread.
     *
     * @param slices none of which anybody else uses meanwhile; only where {@link #joint} is not null
     */
    public void runJointly(List<Workspace> slices) {
        WorkspacePool pool = Objects.requireNonNull(jointWorkspaces);
        int rows = slices.stream().mapToInt(Workspace::sliceRows).sum();
        Workspace joint = pool.take();
        try {
            joint.resize(rows, rows, Long.MAX_VALUE);
            int at = 0;
            for (Workspace slice : slices) {
                slice.copyRowsInto(joint, at);
                at += slice.sliceRows();
            }
            batch(rows);
            runTop(joint, Scope.CANDIDATE);
            at = 0;
            for (Workspace slice : slices) {
                slice.collectSliceFrom(joint, at);
                at += slice.sliceRows();
            }
        } finally {
            joint.clear();
            pool.giveBack(joint);
        }
    }

    private void batch(int candidates) {
        if (listener != null) {
            listener.batch(candidates);
        }
    }

    private void runTop(Workspace workspace, Scope... scopes) {
        for (int net = 0; net < sessions.size(); net++) {
            if (wiring.isTop(net)
                    && List.of(scopes).contains(wiring.nets().get(net).scope())) {
                runNet(workspace, net, workspace.sliceRows());
            }
        }
    }

    private void runNet(Workspace workspace, int net, int rows) {
        long started = System.nanoTime();
        boolean rowByRow = !userOnce() && wiring.nets().get(net).scope() == Scope.REQUEST && !wiring.isRepeated(net);
        try {
            for (int run = 0; run < (rowByRow ? rows : 1); run++) {
                sessions.get(net)
                        .run(workspace.inputsOf(net), Set.of(), workspace.outputsOf(net))
                        .close();
            }
        } catch (OrtException e) {
            throw new InternalException(
                    "net '" + wiring.nets().get(net).name() + "': " + e.getMessage() + " (expected: scores)", e);
        }
        if (listener != null) {
            listener.ran(wiring.nets().get(net).name(), System.nanoTime() - started);
        }
        workspace.forwardOutputs(net);
    }

    @Override
    public void close() {
        workspaces.close();
        if (jointWorkspaces != null) {
            jointWorkspaces.close();
        }
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
