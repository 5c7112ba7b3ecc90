package dev.outrank.workbench.netfacts;

import dev.outrank.bundle.manifest.Scope;
import dev.outrank.planner.cost.NetFacts;
import dev.outrank.workbench.generate.GeneratedNames;
import dev.outrank.workbench.workload.Interaction;
import dev.outrank.workbench.workload.Workload;
import dev.outrank.workbench.workload.WorkloadNet;
import java.util.ArrayList;
import java.util.List;

/** Counts the nets that {@code outrank generate} makes of a workload, without making them. */
final class WorkloadCount {

    private final Workload workload;

    WorkloadCount(Workload workload) {
        this.workload = workload;
    }

    /** Returns for each net of the workload its bottom and its top. */
    List<NetFacts> nets() {
        List<NetFacts> nets = new ArrayList<>();
        for (WorkloadNet net : workload.nets()) {
            nets.add(bottom(net));
            nets.add(top(net));
        }
        return nets;
    }

    private static NetFacts bottom(WorkloadNet net) {
        Tally tally = new Tally();
        long inputs = net.denseInputs();
        for (int width : net.bottomMlp()) {
            tally.linear(inputs, width);
            tally.elementwise(width);
            inputs = width;
        }
        return tally.facts(GeneratedNames.bottom(net), net.scope());
    }

    private NetFacts top(WorkloadNet net) {
        Tally tally = new Tally();
        long width = (long) net.bottomWidth() + net.embeddingWidth();
        tally.elementwise(width);
        addCrossLayers(tally, width);
        long inputs = width;
        for (int layer = 0; layer < net.topMlp().size(); layer++) {
            boolean last = layer == net.topMlp().size() - 1;
            int outputs = net.topMlp().get(layer);
            tally.linear(inputs, outputs);
            if (layer == 0) {
                addBroadcasts(tally, net, outputs);
            }
            if (!last || net.scope() == Scope.CANDIDATE) {
                tally.elementwise(outputs);
            }
            inputs = outputs;
        }
        return tally.facts(net.name(), net.scope());
    }

    private void addCrossLayers(Tally tally, long width) {
        Interaction interaction = workload.interaction();
        for (int layer = 0; interaction != null && layer < interaction.layers(); layer++) {
            tally.project(width, interaction.rank());
            tally.linear(interaction.rank(), width);
            tally.elementwise(2 * width);
        }
    }

    private void addBroadcasts(Tally tally, WorkloadNet net, int outputs) {
        if (net.scope() == Scope.CANDIDATE) {
            for (WorkloadNet request : workload.nets(Scope.REQUEST)) {
                tally.weights((long) request.topWidth() * outputs);
                tally.elementwise(outputs);
            }
        }
    }

    /** Sums of one net; an item's alone, but for the weights. */
    private static final class Tally {

        private long weights;
        private long multiplyAdds;
        private long activations;

        void weights(long count) {
            weights += count;
        }

        void linear(long inputs, long outputs) {
            project(inputs, outputs);
            weights += outputs;
        }

        void project(long inputs, long outputs) {
            weights += inputs * outputs;
            multiplyAdds += inputs * outputs;
            activations += outputs;
        }

        void elementwise(long elements) {
            activations += elements;
        }

        NetFacts facts(String net, Scope scope) {
            return new NetFacts(net, scope, weights * Float.BYTES, multiplyAdds, activations);
        }
    }
}
