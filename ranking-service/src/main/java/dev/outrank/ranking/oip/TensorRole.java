package dev.outrank.ranking.oip;

/** What a tensor is for its feature, and with that its datatype. */
enum TensorRole {
    /** The numbers of a dense feature. */
    DENSE("FP32"),
    /** The ids of a sparse feature, bag after bag. */
    VALUES("INT64"),
    /** The number of ids in each bag. */
    LENGTHS("INT32"),
    /** The weights beside the ids. */
    WEIGHTS("FP32");

    private final String datatype;

    TensorRole(String datatype) {
        this.datatype = datatype;
    }

    /** Returns the protocol's name of the datatype. */
    String datatype() {
        return datatype;
    }
}
