package dev.outrank.ranking.oip;

import dev.outrank.ranking.json.Excerpt;
import dev.outrank.ranking.json.FieldNaming;
import dev.outrank.ranking.json.FieldPath;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.json.JsonValues;
import dev.outrank.ranking.json.NumberArray;
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
 * Reads one element of {@code inputs}. Used once.
 *
 * <p>Numbers are in {@code data}, or among the bytes after the JSON where {@code parameters} say so. Fields come in any order. Data that comes after name, datatype and shape, as all clients write it, is read in place; earlier data is skipped and
 * read again at the end of the object.
 */
final class TensorReader {

    /** The parameter that says how many bytes after the JSON are the tensor's. */
    static final String BINARY_SIZE = "binary_data_size";

    /** The shortest element of an array is a digit and a comma. */
    private static final int MIN_BYTES_PER_NUMBER = 2;

    private static final long NOT_BINARY = -1;
    private static final int[] FLAT = {};

    private final TensorSource source;
    private @Nullable TensorSpec spec;
    private @Nullable String datatype;
    private long @Nullable [] shape;
    private @Nullable NumberArray numbers;
    private int[] dataShape = FLAT;
    private int dataFrom = -1;
    private int dataTo;
    private long binaryBytes = NOT_BINARY;

    TensorReader(TensorSource source) {
        this.source = source;
    }

    /** Reads the object whose fields have just begun. */
    ReceivedTensor read(JsonParser parser, ObjectFields fields) {
        for (String name = fields.next(); name != null; name = fields.next()) {
            switch (name) {
                case "name" -> spec = readName(parser);
                case "datatype" -> datatype = JsonValues.requireString(parser, this::nameOf);
                case "shape" -> shape = readShape(parser);
                case "parameters" -> readParameters(parser);
                case "data" -> readOrSkipData(parser);
                default ->
                    throw new InvalidFieldException(
                            nameOf(parser), "unknown (expected: 'name', 'datatype', 'shape', 'data' or 'parameters')");
            }
        }
        fields.require("name");
        return finish(parser);
    }

    private ReceivedTensor finish(JsonParser parser) {
        TensorSpec known = checked(parser);
        if (binaryBytes != NOT_BINARY) {
            return binary(known);
        }
        if (dataFrom >= 0) {
            try (JsonParser data = RequestJson.reread(source.json(), dataFrom, dataTo)) {
                readData(data, known);
            }
        }
        if (numbers == null || shape == null) {
            throw new InvalidFieldException(
                    known.name() + ".data",
                    "missing (expected: the numbers of the tensor, or the parameter '" + BINARY_SIZE + "')");
        }
        return ReceivedTensor.of(known, shape, numbers, dataShape);
    }

    private ReceivedTensor binary(TensorSpec known) {
        if (numbers != null || dataFrom >= 0) {
            throw new InvalidFieldException(
                    known.name() + ".data", "beside '" + BINARY_SIZE + "' (expected: one of the two)");
        }
        long[] declared = Objects.requireNonNull(shape);
        int count = source.tail().check(known, declared, binaryBytes);
        NumberArray target = ReceivedTensor.newArray(known.role(), count, source.arrays());
        source.tail().takeInto(target, count);
        return ReceivedTensor.of(known, declared, target, FLAT);
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
        FieldNaming naming = at -> spec == null ? FieldPath.of(at) : spec.name() + ".parameters." + BINARY_SIZE;
        long bytes = JsonValues.requireInt64(parser, naming);
        if (bytes < 0) {
            throw JsonValues.refused(parser, naming, "at least 0");
        }
        return bytes;
    }

    private TensorSpec readName(JsonParser parser) {
        String name = JsonValues.requireString(parser, FieldPath::of);
        Integer position = source.catalog().position(name);
        if (position == null) {
            throw new InvalidFieldException(
                    FieldPath.of(parser),
                    "unknown tensor " + Excerpt.quoted(name) + " (expected: one of "
                            + source.catalog().tensors().stream()
                                    .map(TensorSpec::name)
                                    .limit(20)
                                    .toList() + ")");
        }
        return source.catalog().tensors().get(position);
    }

    /** Returns how many dimensions the shape will have, once the tensor is known; most have one. */
    private int expectedRank() {
        return spec == null ? 1 : Math.max(1, spec.shape().size());
    }

    private long[] readShape(JsonParser parser) {
        JsonValues.requireArray(parser, this::nameOf);
        long[] read = new long[expectedRank()];
        int rank = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            read = rank < read.length ? read : Arrays.copyOf(read, 2 * rank);
            read[rank++] = JsonValues.requireInt64(parser, this::nameOf);
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
        JsonValues.requireArray(parser, this::nameOf);
        if (spec != null && datatype != null && shape != null) {
            readData(parser, checked(parser));
        } else {
            dataFrom = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            dataTo = (int) parser.currentLocation().getByteOffset();
        }
    }

    /** Returns the tensor after checking that datatype and shape are there and are its own. */
    private TensorSpec checked(JsonParser parser) {
        if (spec == null) {
            throw new InvalidFieldException(FieldPath.of(parser), "missing (expected: 'name')");
        }
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
        return spec;
    }

    private void readData(JsonParser parser, TensorSpec known) {
        long declared = shape == null ? 0 : Shapes.elements(shape);
        NumberArray target = ReceivedTensor.newArray(
                known.role(), (int) Math.min(declared, source.jsonBytes() / MIN_BYTES_PER_NUMBER), source.arrays());
        FieldNaming naming = at -> known.name() + ".data" + FieldPath.indices(at);
        dataShape = NumberArrays.readInto(parser, naming, target);
        numbers = target;
    }

    /** Names a field by its tensor, once that is known. */
    private String nameOf(JsonParser parser) {
        return spec == null ? FieldPath.of(parser) : spec.name() + "." + FieldPath.tail(parser);
    }
}
