package dev.outrank.workbench.replay;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an interface's label. */
public final class ApiConverter implements ITypeConverter<Api> {

    @Override
    public Api convert(String value) {
        return Stream.of(Api.values())
                .filter(api -> api.label().equals(value))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + value + "' (expected: one of "
                        + Stream.of(Api.values()).map(Api::label).collect(Collectors.joining(", ")) + ")"));
    }
}
