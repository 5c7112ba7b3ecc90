package dev.outrank.config.registry.http;

import dev.outrank.registry.ModelEntry;
import java.util.List;

/** All models, in the order of their first registration. */
record ModelList(List<ModelEntry> models) {}
