package dev.outrank.bundle.manifest;

/** Something that a net input is made of: {@code [1 or candidates, width]} float32. */
public sealed interface Source {

    /** Returns the name in the manifest's name space. */
    String name();

    /** Returns the numbers an evaluation. */
    int width();

    /** Returns whether there is one evaluation a request or one a candidate. */
    Scope scope();

    /** A dense feature as it arrives. */
    record Dense(DenseFeature feature) implements Source {
        @Override
        public String name() {
            return feature.name();
        }

        @Override
        public int width() {
            return feature.width();
        }

        @Override
        public Scope scope() {
            return feature.scope();
        }
    }

    /** The pooled vectors of a sparse feature. */
    record Pooled(SparseFeature feature, TableSpec table) implements Source {
        @Override
        public String name() {
            return feature.name();
        }

        @Override
        public int width() {
            return table.dim();
        }

        @Override
        public Scope scope() {
            return feature.scope();
        }
    }

    /** The output of a net. */
    record Computed(NetSpec net, NetOutput output) implements Source {
        @Override
        public String name() {
            return output.name();
        }

        @Override
        public int width() {
            return output.width();
        }

        @Override
        public Scope scope() {
            return net.scope();
        }
    }
}
