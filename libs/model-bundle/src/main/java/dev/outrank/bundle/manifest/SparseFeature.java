package dev.outrank.bundle.manifest;

/**
 * A sparse feature: a bag of ids for each evaluation, pooled to one row of its table.
 *
 * @param name the name in requests and in the nets' sources
 * @param table the table its ids index; several features may share one
 * @param scope whether it comes once a request or once a candidate
 * @param pooling how the rows of a bag become one vector
 * @param weighted whether each id comes with a float32 weight
 * @param idPolicy what happens to an id outside the table
 */
public record SparseFeature(
        String name, String table, Scope scope, Pooling pooling, boolean weighted, IdPolicy idPolicy) {

    public SparseFeature {
        Names.requireName("features.sparse.name", name);
        Names.requireName("features.sparse['" + name + "'].table", table);
    }
}
