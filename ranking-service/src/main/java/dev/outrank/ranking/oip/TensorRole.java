package dev.outrank.ranking.oip;

import java.util.List;
import java.util.stream.Stream;

/** What a tensor is for its feature, and with that its datatype. */
enum TensorRole {
    /** The numbers of a dense feature. */
    DENSE("FP32", Float.BYTES),
    /** The ids of a sparse feature, bag after bag. */
    VALUES("INT64", Long.BYTES),
    /** The number of ids in each bag. */
    LENGTHS("INT32", Integer.BYTES),
    /** The weights beside the ids. */
    WEIGHTS("FP32", Float.BYTES);

    /** All datatypes, each once. */
    static final List<String> DATATYPES =
            Stream.of(values()).map(TensorRole::datatype).distinct().toList();

    private final String datatype;
    private final int elementBytes;

    TensorRole(String datatype, int elementBytes) {
        this.datatype = datatype;
        this.elementBytes = elementBytes;
    }

    /** Returns the bytes of one number in binary form. */
    int elementBytes() {
        return elementBytes;
    }

    /** Returns the protocol's name of the datatype. */
    String datatype() {
        return datatype;
    }
}
