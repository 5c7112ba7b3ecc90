/**
 * Files of models that lie elsewhere, brought here once. Plain Java; everything blocks.
 *
 * <pre>
 *   http(s)://… ─ HttpArtifacts ─┐                  KnownPlans: which plan, as it is there now
 *   s3://…      ─ S3Artifacts   ─┴─▶ FileDownload ──▶ ShardDownload ──▶ DirectoryCache
 *                                    resumes, retries   checks            partial/KEY ── whole ──▶ entries/KEY, held by its users,
 *                                                                                                  else evicted, the one longest unused first
 * </pre>
 *
 * <p>A file appears under its name when all of its bytes are on the disk, and a directory when all of its files are: nobody sees half of either. What was
 * downloaded of a file stays over a broken connection and over the end of the process; the next download goes on behind it, provided that the
 * file is still the same there, which its tag says. Whether bytes are right is for the format of the files to say. Three things may go wrong: the address ({@link
 * dev.outrank.artifact.ArtifactException}), the source ({@link dev.outrank.artifact.SourceDownException}), and the disk here.
 */
@NullMarked
package dev.outrank.artifact;

import org.jspecify.annotations.NullMarked;
