package dev.outrank.ranking.oip;

import dev.outrank.ranking.json.Excerpt;
import dev.outrank.ranking.json.FieldNaming;
import dev.outrank.ranking.json.FieldPath;
import dev.outrank.ranking.json.InvalidFieldException;
import dev.outrank.ranking.json.JsonValues;
import dev.outrank.ranking.json.LongArray;
import dev.outrank.ranking.json.NumberArray;
import dev.outrank.ranking.json.NumberArrays;
import dev.outrank.ranking.json.ObjectFields;
import dev.outrank.ranking.json.RequestJson;
import dev.outrank.ranking.json.Shapes;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Reads one element of {@code inputs}. Used once.
 *
 * <p>Fields come in any order. Data that comes after name, datatype and shape, as all clients write it, is read in place; earlier data is skipped and
 * read again from the body at the end of the object.
 */
final class TensorReader {

    /** The shortest element of an array is a digit and a comma. */
    private static final int MIN_BYTES_PER_NUMBER = 2;

    private final byte[] body;
    private final TensorCatalog catalog;
    private @Nullable TensorSpec spec;
    private @Nullable String datatype;
    private long @Nullable [] shape;
    private @Nullable NumberArray numbers;
    private int[] dataShape = {};
    private int dataFrom = -1;
    private int dataTo;

    TensorReader(byte[] body, TensorCatalog catalog) {
        this.body = body;
        this.catalog = catalog;
    }

    /** Reads the object at the cursor. */
    ReceivedTensor read(JsonParser parser) {
        ObjectFields fields = new ObjectFields(parser);
        for (String name = fields.next(); name != null; name = fields.next()) {
            switch (name) {
                case "name" -> spec = readName(parser);
                case "datatype" -> datatype = JsonValues.requireString(parser, this::nameOf);
                case "shape" -> shape = readShape(parser);
                case "parameters" -> parser.skipChildren();
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
        if (dataFrom >= 0) {
            try (JsonParser data = RequestJson.reread(body, dataFrom, dataTo)) {
                readData(data, known);
            }
        }
        if (numbers == null || shape == null) {
            throw new InvalidFieldException(
                    known.name() + ".data",
                    "missing (expected: the numbers of the tensor in JSON; the binary tensor data extension is not supported)");
        }
        return ReceivedTensor.of(known, shape, numbers, dataShape);
    }

    private TensorSpec readName(JsonParser parser) {
        String name = JsonValues.requireString(parser, FieldPath::of);
        Integer position = catalog.position(name);
        if (position == null) {
            throw new InvalidFieldException(
                    FieldPath.of(parser),
                    "unknown tensor " + Excerpt.quoted(name) + " (expected: one of "
                            + catalog.tensors().stream()
                                    .map(TensorSpec::name)
                                    .limit(20)
                                    .toList() + ")");
        }
        return catalog.tensors().get(position);
    }

    private long[] readShape(JsonParser parser) {
        LongArray dimensions = new LongArray(2);
        dimensions.readAll(parser, this::nameOf);
        long[] read = dimensions.toArray();
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
        if (shape == null || !spec.accepts(shape)) {
            throw new InvalidFieldException(
                    spec.name() + ".shape",
                    (shape == null ? "missing" : Shapes.text(shape)) + " (expected: " + spec.shape() + ")");
        }
        return spec;
    }

    private void readData(JsonParser parser, TensorSpec known) {
        long declared = shape == null ? 0 : Shapes.elements(shape);
        NumberArray target =
                ReceivedTensor.newArray(known.role(), (int) Math.min(declared, body.length / MIN_BYTES_PER_NUMBER));
        FieldNaming naming = at -> known.name() + ".data" + FieldPath.indices(at);
        dataShape = NumberArrays.readInto(parser, naming, target);
        numbers = target;
    }

    /** Names a field by its tensor, once that is known. */
    private String nameOf(JsonParser parser) {
        return spec == null ? FieldPath.of(parser) : spec.name() + "." + FieldPath.tail(parser);
    }
}
