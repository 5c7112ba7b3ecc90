package dev.outrank.ranking.dense;

import dev.outrank.bundle.manifest.DenseFeature;
import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.ranking.request.PayloadTooLargeException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the nets of a version on zeros before anybody asks: what ONNX Runtime allocates and lays out at its first run is not waited for by a request, and a net that cannot
 * be evaluated at all is found out while another version still answers.
 */
final class WarmUp {

    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

    /** Candidates of a run where slices have no size of their own; any number does, since graphs take each. */
    private static final int ROWS = 64;

    private final Manifest manifest;
    private final DenseSettings settings;

    WarmUp(Manifest manifest, DenseSettings settings) {
        this.manifest = manifest;
        this.settings = settings;
    }

    /** Returns the nets after they ran for one candidate, and for a slice; closes them where they do not. */
    DenseNets warmed(DenseNets nets) {
        long started = System.nanoTime();
        try {
            run(nets, 1);
            run(nets, settings.batchSize() == 0 ? ROWS : settings.batchSize());
        } catch (PayloadTooLargeException e) {
            log.debug("Nets of {} are not warmed for a whole slice: {}", manifest.name(), e.getMessage());
        } catch (RuntimeException | Error e) {
            nets.close();
            throw e;
        }
        log.debug("Nets of {} warmed in {} ms", manifest.name(), (System.nanoTime() - started) / 1_000_000);
        return nets;
    }

    private void run(DenseNets nets, int rows) {
        Workspace workspace = nets.borrow(rows);
        try {
            List<DenseFeature> dense = manifest.features().dense();
            for (int i = 0; i < dense.size(); i++) {
                workspace.dense(
                        i, new float[Math.multiplyExact(rows, dense.get(i).width())]);
            }
            nets.runBottom(workspace);
            // The places of pooled vectors are zero: no request has written there.
            workspace.beginSlice(0, rows);
            nets.runTopOfRequest(workspace);
            nets.runSlice(workspace);
            if (nets.joint() != null) {
                nets.runJointly(List.of(workspace));
            }
        } finally {
            nets.giveBack(workspace);
        }
    }
}
