package dev.outrank.lookup.connection;

import dev.outrank.lookup.LookupError;
import io.netty.buffer.ByteBuf;

/** What a shard does with requests. Called on event loops. */
public interface RequestHandler {

    /** Takes over a REQUEST frame whose checksum was not looked at; ends the stream sooner or later, from any thread. */
    void request(ServingStream stream, ByteBuf frame);

    /** Returns the ERROR frame for a request that this end refuses by itself. */
    ByteBuf refusal(LookupError error, int streamId);
}
