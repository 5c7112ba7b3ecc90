package dev.outrank.embedding;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Binds a properties record as Spring Boot does. */
public final class PropertiesBinding {

    private PropertiesBinding() {}

    /** Returns the record that these properties make. */
    public static <T> T bind(String prefix, Class<T> type, Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, type);
    }
}
