package dev.outrank.ranking.dense;

import dev.outrank.bundle.manifest.Manifest;
import java.util.List;

/** Where every source belongs in the inputs of one workspace. Immutable; made anew when a tensor gets other memory. */
final class Targets {

    private final Target[][] dense;
    private final Target[][] sparse;
    private final Target[][] outputs;

    Targets(Manifest manifest, NetWiring wiring, List<PinnedTensor> inputs) {
        dense = manifest.features().dense().stream()
                .map(feature -> of(feature.name(), wiring, inputs))
                .toArray(Target[][]::new);
        sparse = manifest.features().sparse().stream()
                .map(feature -> of(feature.name(), wiring, inputs))
                .toArray(Target[][]::new);
        outputs = wiring.outputs().stream()
                .map(slot -> of(slot.tensor(), wiring, inputs))
                .toArray(Target[][]::new);
    }

    private static Target[] of(String source, NetWiring wiring, List<PinnedTensor> inputs) {
        return wiring.destinations(source).stream()
                .map(destination -> {
                    PinnedTensor tensor = inputs.get(destination.input());
                    Extent extent = wiring.extent(wiring.inputs().get(destination.input()));
                    return new Target(tensor.memory(), destination.column(), tensor.width(), extent);
                })
                .toArray(Target[]::new);
    }

    Target[] ofDense(int index) {
        return dense[index];
    }

    Target[] ofSparse(int index) {
        return sparse[index];
    }

    Target[] ofOutput(int index) {
        return outputs[index];
    }
}
