package dev.outrank.testkit.names;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A name server on this machine that knows what a test tells it, and may be silent or broken. */
public final class FakeNameServer implements AutoCloseable {

    /** How it answers. */
    public enum Mood {
        WELL,
        SILENT,
        BROKEN
    }

    private static final int SECONDS = 300;

    private final Map<String, List<byte[]>> names = new ConcurrentHashMap<>();
    private final Channel channel;
    private volatile Mood mood = Mood.WELL;

    /** Begins to answer, on a thread of these. */
    public FakeNameServer(EventLoopGroup loops) {
        channel = new Bootstrap()
                .group(loops)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel made) {
                        made.pipeline()
                                .addLast(
                                        new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder(), new Answers());
                    }
                })
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** Lets a name have addresses, the last of whose four numbers are given. */
    public void name(String name, int... lastNumbers) {
        names.put(
                name + '.',
                Arrays.stream(lastNumbers)
                        .mapToObj(last -> new byte[] {10, 0, 0, (byte) last})
                        .toList());
    }

    public void forget(String name) {
        names.remove(name + '.');
    }

    public void mood(Mood wanted) {
        mood = wanted;
    }

    private final class Answers extends SimpleChannelInboundHandler<DatagramDnsQuery> {

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // A lost answer is one that the client asks for again.
        protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
            if (mood != Mood.SILENT) {
                context.writeAndFlush(answer(query), context.voidPromise());
            }
        }

        private DatagramDnsResponse answer(DatagramDnsQuery query) {
            DatagramDnsResponse response = new DatagramDnsResponse(
                    /* sender= */ query.recipient(), /* recipient= */ query.sender(), query.id());
            DnsQuestion question = query.recordAt(DnsSection.QUESTION);
            response.addRecord(DnsSection.QUESTION, question);
            List<byte[]> addresses = names.get(question.name());
            if (mood == Mood.BROKEN) {
                response.setCode(DnsResponseCode.SERVFAIL);
            } else if (addresses == null) {
                response.setCode(DnsResponseCode.NXDOMAIN);
            } else {
                addresses.forEach(address -> response.addRecord(
                        DnsSection.ANSWER,
                        new DefaultDnsRawRecord(
                                question.name(), DnsRecordType.A, SECONDS, Unpooled.wrappedBuffer(address))));
            }
            return response;
        }
    }

    @Override
    public void close() {
        channel.close().syncUninterruptibly();
    }
}
