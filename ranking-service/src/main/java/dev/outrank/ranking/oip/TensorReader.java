package dev.outrank.ranking.oip;

import dev.outrank.ranking.json.Excerpt;
import dev.outrank.ranking.json.FieldNaming;
import dev.outrank.ranking.json.FieldPath;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.json.JsonValues;
import dev.outrank.ranking.json.KnownStrings;
import dev.outrank.ranking.json.NumberArrays;
import dev.outrank.ranking.json.ObjectFields;
import dev.outrank.ranking.json.RequestJson;
import dev.outrank.ranking.json.Shapes;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the elements of {@code inputs}, one after the other, for one request.
 *
 * <p>Numbers are in {@code data}, or among the bytes after the JSON where {@code parameters} say so. Fields come in any order. Data that comes after name, datatype and shape, as all clients write it, is read in place; earlier data is skipped and
 * read again at the end of the object.
 */
final class TensorReader {

    /** The parameter that says how many bytes after the JSON are the tensor's. */
    static final String BINARY_SIZE = "binary_data_size";

    /** The shortest element of an array is a digit and a comma. */
    private static final int MIN_BYTES_PER_NUMBER = 2;

    private static final KnownStrings DATATYPES = new KnownStrings(TensorRole.DATATYPES);
    private static final long NOT_BINARY = -1;
    private static final int NOT_SKIPPED = -1;
    private static final int[] FLAT = {};

    private final TensorSource source;
    private final ReceivedTensors tensors;
    private final FieldNaming naming = this::nameOf;
    private final FieldNaming sizeNaming = this::nameOfSize;

    /** Of one dimension, as most shapes are; used again. */
    private final long[] vectorShape = new long[1];

    private @Nullable ReceivedTensor tensor;
    private @Nullable String datatype;
    private long @Nullable [] shape;
    private boolean hasNumbers;
    private int[] dataShape = FLAT;
    private int dataFrom = NOT_SKIPPED;
    private int dataTo;
    private long binaryBytes = NOT_BINARY;

    TensorReader(TensorSource source, ReceivedTensors tensors) {
        this.source = source;
        this.tensors = tensors;
    }

    private void begin() {
        tensor = null;
        datatype = null;
        shape = null;
        hasNumbers = false;
        dataShape = FLAT;
        dataFrom = NOT_SKIPPED;
        binaryBytes = NOT_BINARY;
    }

    /** Reads the object whose fields have just begun. */
    void read(JsonParser parser, ObjectFields fields) {
        begin();
        for (String name = fields.next(); name != null; name = fields.next()) {
            switch (name) {
                case "name" -> tensor = readName(parser);
                case "datatype" -> datatype = readDatatype(parser);
                case "shape" -> shape = readShape(parser);
                case "parameters" -> readParameters(parser);
                case "data" -> readOrSkipData(parser);
                default ->
                    throw new InvalidFieldException(
                            nameOf(parser), "unknown (expected: 'name', 'datatype', 'shape', 'data' or 'parameters')");
            }
        }
        fields.require("name");
        ReceivedTensor read = finish(parser);
        tensors.add(read);
    }

    private ReceivedTensor finish(JsonParser parser) {
        ReceivedTensor known = checked(parser);
        long[] declared = Objects.requireNonNull(shape);
        if (binaryBytes != NOT_BINARY) {
            readBinary(known, declared);
        } else {
            readSkipped(known);
        }
        known.finish(declared, dataShape);
        return known;
    }

    private void readSkipped(ReceivedTensor known) {
        if (dataFrom != NOT_SKIPPED) {
            try (JsonParser data = RequestJson.reread(source.json(), dataFrom, dataTo)) {
                readData(data, known);
            }
        }
        if (!hasNumbers) {
            throw new InvalidFieldException(
                    known.spec().name() + ".data",
                    "missing (expected: the numbers of the tensor, or the parameter '" + BINARY_SIZE + "')");
        }
    }

    private void readBinary(ReceivedTensor known, long[] declared) {
        if (hasNumbers || dataFrom != NOT_SKIPPED) {
            throw new InvalidFieldException(
                    known.spec().name() + ".data", "beside '" + BINARY_SIZE + "' (expected: one of the two)");
        }
        int count = source.tail().check(known.spec(), declared, binaryBytes);
        source.tail().takeInto(known.begin(source.arrays(), count), count);
    }

    /** Reads the size of binary data; other parameters have no effect. */
    private void readParameters(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String name = JsonValues.nextName(parser); name != null; name = JsonValues.nextName(parser)) {
            parser.nextToken();
            if (name.equals(BINARY_SIZE)) {
                binaryBytes = readBinarySize(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private long readBinarySize(JsonParser parser) {
        long bytes = JsonValues.requireInt64(parser, sizeNaming);
        if (bytes < 0) {
            throw JsonValues.refused(parser, sizeNaming, "at least 0");
        }
        return bytes;
    }

    private String nameOfSize(JsonParser parser) {
        return tensor == null ? FieldPath.of(parser) : tensor.spec().name() + ".parameters." + BINARY_SIZE;
    }

    private ReceivedTensor readName(JsonParser parser) {
        int position = source.catalog().names().position(parser, FieldPath::of);
        if (position == KnownStrings.NONE) {
            throw new InvalidFieldException(
                    FieldPath.of(parser),
                    "unknown tensor " + Excerpt.quoted(parser.getString()) + " (expected: one of "
                            + source.catalog().tensors().stream()
                                    .map(TensorSpec::name)
                                    .limit(20)
                                    .toList() + ")");
        }
        return tensors.once(position);
    }

    private String readDatatype(JsonParser parser) {
        int known = DATATYPES.position(parser, naming);
        return known == KnownStrings.NONE ? parser.getString() : TensorRole.DATATYPES.get(known);
    }

    /** Returns how many dimensions the shape will have, once the tensor is known; most have one. */
    private int expectedRank() {
        return tensor == null ? 1 : Math.max(1, tensor.spec().shape().size());
    }

    private long[] readShape(JsonParser parser) {
        JsonValues.requireArray(parser, naming);
        int expected = expectedRank();
        long[] read = expected == 1 ? vectorShape : new long[expected];
        int rank = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            read = rank < read.length ? read : Arrays.copyOf(read, 2 * rank);
            read[rank++] = JsonValues.requireInt64(parser, naming);
        }
        read = rank == read.length ? read : Arrays.copyOf(read, rank);
        for (long dimension : read) {
            if (dimension < 0) {
                throw new InvalidFieldException(
                        nameOf(parser), Shapes.text(read) + " (expected: dimensions of at least 0)");
            }
        }
        return read;
    }

    private void readOrSkipData(JsonParser parser) {
        JsonValues.requireArray(parser, naming);
        if (tensor != null && datatype != null && shape != null) {
            readData(parser, checked(parser));
        } else {
            dataFrom = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            dataTo = (int) parser.currentLocation().getByteOffset();
        }
    }

    /** Returns the tensor after checking that datatype and shape are there and are its own. */
    private ReceivedTensor checked(JsonParser parser) {
        if (tensor == null) {
            throw new InvalidFieldException(FieldPath.of(parser), "missing (expected: 'name')");
        }
        TensorSpec spec = tensor.spec();
        String declared = datatype;
        if (declared == null || !declared.equals(spec.role().datatype())) {
            throw new InvalidFieldException(
                    spec.name() + ".datatype",
                    (declared == null ? "missing" : Excerpt.quoted(declared)) + " (expected: "
                            + spec.role().datatype() + ")");
        }
        if (shape == null || !source.catalog().accepts(spec, shape)) {
            throw new InvalidFieldException(
                    spec.name() + ".shape",
                    (shape == null ? "missing" : Shapes.text(shape)) + " (expected: " + spec.shape() + ")");
        }
        return tensor;
    }

    private void readData(JsonParser parser, ReceivedTensor known) {
        long declared = shape == null ? 0 : Shapes.elements(shape);
        int expected = (int) Math.min(declared, source.jsonBytes() / MIN_BYTES_PER_NUMBER);
        FieldNaming elements = at -> known.spec().name() + ".data" + FieldPath.indices(at);
        dataShape = NumberArrays.readInto(parser, elements, known.begin(source.arrays(), expected));
        hasNumbers = true;
    }

    /** Names a field by its tensor, once that is known. */
    private String nameOf(JsonParser parser) {
        return tensor == null ? FieldPath.of(parser) : tensor.spec().name() + "." + FieldPath.tail(parser);
    }
}
