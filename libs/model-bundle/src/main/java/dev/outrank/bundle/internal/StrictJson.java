package dev.outrank.bundle.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.outrank.bundle.failure.BundleException;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * JSON that takes nothing for something else: unknown, missing, duplicate and null properties, numbers in strings, fractions for
 * whole numbers and text after the end are refused. Thread-safe.
 */
public final class StrictJson {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .changeDefaultNullHandling(nulls -> JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL))
            .withCoercionConfigDefaults(StrictJson::refuseEmptyStrings)
            .withCoercionConfig(LogicalType.Textual, StrictJson::refuseScalars)
            .annotationIntrospector(new RequiredComponents())
            .build();

    private static final ObjectWriter WRITER = MAPPER.writer().with(prettyPrinter());

    private StrictJson() {}

    /**
     * Returns the JSON as a tree.
     *
     * @param origin what to call the text in messages: a file
     * @throws BundleException naming line and column of what is no JSON
     */
    public static JsonNode parse(byte[] utf8, String origin) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(utf8);
        } catch (JacksonException e) {
            throw JsonRefusal.ofSyntax(origin, e);
        }
        if (!tree.isObject()) {
            String found = tree.isMissingNode() ? "no JSON at all" : ShortText.of(tree);
            throw new BundleException(origin + ": " + found + " (expected: a JSON object)");
        }
        return tree;
    }

    /**
     * Returns the tree as a record.
     *
     * @throws BundleException naming the origin and the path of what does not fit
     */
    public static <T> T bind(JsonNode tree, Class<T> type, String origin) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JacksonException e) {
            throw JsonRefusal.ofBinding(origin, tree, e);
        }
    }

    /**
     * Refuses a document of another format version before anything else is looked at, since another version has other properties.
     *
     * @throws BundleException naming the version
     */
    public static void requireFormatVersion(JsonNode tree, int expected, String origin) {
        JsonNode version = tree.get("formatVersion");
        if (version == null || !version.isIntegralNumber()) {
            return;
        }
        if (!version.canConvertToInt() || version.intValue() != expected) {
            throw new BundleException(origin + ": formatVersion: " + ShortText.of(version) + " (expected: " + expected
                    + "; a file of a newer format needs a newer Outrank)");
        }
    }

    /** Returns canonical JSON: components in the order of their record, two spaces of indentation, '\n' at the end of each line. */
    public static String write(Object value) {
        return WRITER.writeValueAsString(value) + "\n";
    }

    /** Returns JSON on one line, without spaces. */
    public static String writeCompact(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    private static void refuseEmptyStrings(MutableCoercionConfig config) {
        config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.EmptyArray, CoercionAction.Fail);
    }

    private static void refuseScalars(MutableCoercionConfig config) {
        List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
                .forEach(shape -> config.setCoercion(shape, CoercionAction.Fail));
    }

    private static DefaultPrettyPrinter prettyPrinter() {
        Separators separators = Separators.createDefaultInstance()
                .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator("")
                .withObjectEmptySeparator("");
        return new DefaultPrettyPrinter(separators).withObjectIndenter(new DefaultIndenter("  ", "\n"));
    }

    /** Every component of a record must be present, but those marked with {@link JsonInclude}. */
    private static final class RequiredComponents extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            return !member.hasAnnotation(JsonInclude.class);
        }
    }
}
