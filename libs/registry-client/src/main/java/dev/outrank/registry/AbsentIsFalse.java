package dev.outrank.registry;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads a boolean that copies and registries from before it was there do not have. */
final class AbsentIsFalse extends StdDeserializer<Boolean> {

    AbsentIsFalse() {
        super(boolean.class);
    }

    @Override
    public Boolean deserialize(JsonParser json, DeserializationContext context) {
        return _parseBooleanPrimitive(json, context);
    }

    @Override
    public Object getNullValue(DeserializationContext context) {
        return false;
    }
}
