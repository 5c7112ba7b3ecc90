package dev.outrank.workbench.demo;

import dev.outrank.bundle.manifest.Manifest;
import dev.outrank.workbench.stack.StackModel;
import java.util.List;

/**
 * A model of the demo, packed.
 *
 * @param manifest of the bundle
 * @param packed what to register
 * @param shardBytes bytes of rows by shard
 */
record DemoModel(Manifest manifest, StackModel packed, List<Long> shardBytes) {

    DemoModel {
        shardBytes = List.copyOf(shardBytes);
    }

    String name() {
        return manifest.name();
    }
}
