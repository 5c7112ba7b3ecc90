package dev.outrank.config.registry.http;

import dev.outrank.config.registry.Revision;
import java.util.List;

/** Revisions, the newest first. */
record RevisionList(List<Revision> revisions) {}
