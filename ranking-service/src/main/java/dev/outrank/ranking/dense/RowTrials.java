package dev.outrank.ranking.dense;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import dev.outrank.bundle.manifest.Scope;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out which nets of a version take more rows than they must; says so in the log where one does not. */
final class RowTrials {

    private static final Logger log = LoggerFactory.getLogger(RowTrials.class);

    private final OrtEnvironment environment;
    private final NetWiring wiring;
    private final List<OrtSession> sessions;

    RowTrials(OrtEnvironment environment, NetWiring wiring, List<OrtSession> sessions) {
        this.environment = environment;
        this.wiring = wiring;
        this.sessions = sessions;
    }

    /** Returns the nets of request scope that can be evaluated for many candidates at a time. */
    BitSet repeatable() {
        BitSet repeatable = new BitSet();
        for (int net = 0; net < sessions.size(); net++) {
            if (wiring.nets().get(net).scope() == Scope.REQUEST) {
                String refusal = refusal(net);
                repeatable.set(net, refusal == null);
                if (refusal != null) {
                    log.warn(
                            "{}: runs for one candidate after another, since it takes one row at a time: {}",
                            wiring.nets().get(net).file(),
                            refusal);
                }
            }
        }
        return repeatable;
    }

    /** Returns whether candidates of several requests can run together. */
    boolean canRunJointly() {
        for (int net = 0; net < sessions.size(); net++) {
            String refusal = wiring.runsJointly(net) ? refusal(net) : null;
            if (refusal != null) {
                log.warn(
                        "{}: candidates of several requests do not run together, since it does not take what belongs to"
                                + " the request for each of them: {}",
                        wiring.nets().get(net).file(),
                        refusal);
                return false;
            }
        }
        return true;
    }

    private @Nullable String refusal(int net) {
        return new RowTrial(environment, sessions.get(net), wiring.inputsOf(net), wiring.outputsOf(net)).refusal();
    }
}
