package dev.outrank.bundle.internal;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.outrank.bundle.failure.BundleException;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns what the JSON library says into {@code file: path: value (expected: constraint)}. */
final class JsonRefusal {

    /** Characters of a sentence of the JSON library, which may quote a name from the file. */
    private static final int SENTENCE_CHARACTERS = 400;

    private JsonRefusal() {}

    static BundleException ofSyntax(String origin, JacksonException e) {
        TokenStreamLocation location = e.getLocation();
        String where = location == null || location.getLineNr() < 1
                ? ""
                : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
        return new BundleException(
                origin + ": " + where + firstLine(e.getOriginalMessage()) + " (expected: JSON, each property once)", e);
    }

    static BundleException ofBinding(String origin, JsonNode tree, JacksonException e) {
        String path = path(e);
        String prefix = origin + ": " + (path.isEmpty() ? "" : path + ": ");
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof BundleException refusal) {
                return new BundleException(prefix + refusal.getMessage(), e);
            }
        }
        return switch (e) {
            case UnrecognizedPropertyException unknown ->
                new BundleException(
                        prefix + "unknown property (expected: one of " + names(unknown.getKnownPropertyIds()) + ")", e);
            case MismatchedInputException mismatch -> mismatch(prefix, tree, e, mismatch.getTargetType());
            case InputCoercionException coercion -> mismatch(prefix, tree, e, coercion.getTargetType());
            default -> new BundleException(prefix + firstLine(e.getOriginalMessage()), e);
        };
    }

    private static BundleException mismatch(
            String prefix, JsonNode tree, JacksonException e, @Nullable Class<?> target) {
        JsonNode value = at(tree, e.getPath());
        String found = value == null ? "missing" : ShortText.of(value);
        String expected = target == null ? firstLine(e.getOriginalMessage()) : describe(target);
        return new BundleException(prefix + found + " (expected: " + expected + ")", e);
    }

    private static @Nullable JsonNode at(JsonNode tree, List<JacksonException.Reference> path) {
        @Nullable JsonNode node = tree;
        for (JacksonException.Reference step : path) {
            if (node != null) {
                node = step.getPropertyName() == null ? node.get(step.getIndex()) : node.get(step.getPropertyName());
            }
        }
        return node;
    }

    private static String path(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(ShortText.of(step.getPropertyName()));
            }
        }
        return path.toString();
    }

    private static String describe(Class<?> type) {
        if (type.isEnum()) {
            return "one of " + constants(type);
        }
        if (type == String.class) {
            return "a string";
        }
        if (type == int.class || type == Integer.class) {
            return "a whole number of 32 bits";
        }
        if (type == long.class || type == Long.class) {
            return "a whole number of 64 bits";
        }
        if (type == float.class || type == Float.class) {
            return "a number";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        return Collection.class.isAssignableFrom(type) ? "an array" : "an object";
    }

    private static List<String> constants(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(Field::isEnumConstant)
                .map(field -> {
                    JsonProperty name = field.getAnnotation(JsonProperty.class);
                    return name == null ? field.getName() : name.value();
                })
                .toList();
    }

    private static List<String> names(@Nullable Collection<Object> names) {
        return names == null
                ? List.of()
                : names.stream().map(String::valueOf).sorted().toList();
    }

    private static String firstLine(@Nullable String message) {
        String line =
                message == null ? "not readable" : message.lines().findFirst().orElse("not readable");
        return line.length() <= SENTENCE_CHARACTERS ? line : line.substring(0, SENTENCE_CHARACTERS) + "…";
    }
}
