package dev.outrank.bundle.manifest;

import dev.outrank.bundle.failure.BundleException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Orders nets so that each comes after those that feed it. */
final class NetOrder {

    private NetOrder() {}

    static List<NetSpec> sort(List<NetSpec> nets) {
        Set<String> pendingOutputs = new HashSet<>();
        nets.forEach(net -> net.outputs().forEach(output -> pendingOutputs.add(output.name())));
        Set<NetSpec> pending = new LinkedHashSet<>(nets);
        List<NetSpec> sorted = new ArrayList<>(nets.size());
        while (!pending.isEmpty()) {
            NetSpec next = pending.stream()
                    .filter(net -> net.inputs().stream()
                            .flatMap(input -> input.sources().stream())
                            .noneMatch(pendingOutputs::contains))
                    .findFirst()
                    .orElseThrow(
                            () -> new BundleException(
                                    "nets: "
                                            + pending.stream()
                                                    .map(NetSpec::name)
                                                    .toList()
                                            + " feed one another in a circle (expected: an order in which each net comes after those that feed it)"));
            pending.remove(next);
            next.outputs().forEach(output -> pendingOutputs.remove(output.name()));
            sorted.add(next);
        }
        return List.copyOf(sorted);
    }
}
