package dev.outrank.workbench.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.outrank.bundle.failure.CallerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads JSON and YAML into records. Thread-safe. */
public final class StrictDocuments {

    /** Descriptions and workloads have some KB; this is a limit against files that are neither. */
    private static final long MAX_BYTES = 16L << 20;

    private static final ObjectMapper JSON = strict(JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()))
            .build();
    private static final ObjectMapper YAML = strict(YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()))
            .build();

    private StrictDocuments() {}

    /**
     * Returns the record in a file: YAML if its name ends in {@code .yaml} or {@code .yml}, else JSON.
     *
     * @throws CallerException naming the file, the path of the property and what is wrong
     */
    public static <T> T read(Path file, Class<T> type) {
        return read(file, type, MAX_BYTES);
    }

    /** Reads as {@link #read(Path, Class)} a file that may have {@code maxBytes}. */
    public static <T> T read(Path file, Class<T> type, long maxBytes) {
        try {
            if (Files.size(file) > maxBytes) {
                throw new CallerException(
                        file + ": " + Files.size(file) + " bytes (expected: at most " + maxBytes + ")");
            }
            String name = file.toString().toLowerCase(Locale.ROOT);
            boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
            return bind(yaml ? YAML : JSON, Files.readAllBytes(file), type, file.toString());
        } catch (IOException e) {
            throw new CallerException(file + ": not readable (expected: a JSON or YAML file)", e);
        }
    }

    /** Returns the record in JSON text; {@code origin} is what messages call it. */
    public static <T> T parseJson(byte[] utf8, Class<T> type, String origin) {
        return bind(JSON, utf8, type, origin);
    }

    private static <T> T bind(ObjectMapper mapper, byte[] text, Class<T> type, String origin) {
        try {
            T value = mapper.readValue(text, type);
            if (value == null) {
                throw new CallerException(origin + ": null (expected: an object)");
            }
            return value;
        } catch (JacksonException e) {
            throw refusal(origin, e);
        }
    }

    private static CallerException refusal(String origin, JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            String name = step.getPropertyName();
            path.append(name == null ? "[" + step.getIndex() + "]" : (path.isEmpty() ? "" : ".") + name);
        }
        String where = origin + ": " + path + (path.isEmpty() ? "" : ": ");
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof CallerException refusal) {
                return new CallerException(where + refusal.getMessage(), e);
            }
        }
        String message =
                String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("not readable");
        return new CallerException(where + message, e);
    }

    private static <M extends ObjectMapper, B extends MapperBuilder<M, B>> B strict(B builder) {
        return builder.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .changeDefaultNullHandling(nulls -> JsonSetter.Value.forValueNulls(Nulls.FAIL, Nulls.FAIL))
                .withCoercionConfigDefaults(
                        config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .annotationIntrospector(new RequiredComponents());
    }

    private static final class RequiredComponents extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            return !member.hasAnnotation(JsonInclude.class);
        }

        /** What may be absent is null then. */
        @Override
        public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated member) {
            return member.hasAnnotation(JsonInclude.class)
                    ? JsonSetter.Value.forValueNulls(Nulls.SET, Nulls.FAIL)
                    : super.findSetterInfo(config, member);
        }
    }
}
