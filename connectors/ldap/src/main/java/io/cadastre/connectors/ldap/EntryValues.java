package io.cadastre.connectors.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.StaticUtils;
import io.cadastre.spi.ConnectorException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The values of an entry. What is not as it should be is BadData that names entry and attribute, never the value.
 *
 * @param entry the entry
 * @param numbers those of the connection by which it came
 */
record EntryValues(Entry entry, ChangeNumbers numbers) {
    private static final int UUID_LENGTH = 16;
    private static final int SID_HEAD = 8;

    /** Times of Windows count from here, in units of 100 nanoseconds. */
    private static final Instant WINDOWS_EPOCH = Instant.parse("1601-01-01T00:00:00Z");

    private static final long UNITS_A_SECOND = 10_000_000;

    String dn() {
        return entry.getDN();
    }

    /** Another one whenever the entry was changed; empty if it shows none. */
    Optional<String> changeNumber() {
        return numbers.of(this);
    }

    DN parsedDn() throws ConnectorException.BadData {
        try {
            return entry.getParsedDN();
        } catch (LDAPException e) {
            throw bad("its distinguished name");
        }
    }

    /** By what the entry is known for as long as it lives. */
    String key(Profile.KeyAttribute key) throws ConnectorException.BadData {
        try {
            switch (key) {
                case ENTRY_UUID -> {
                    String text = entry.getAttributeValue(key.attribute());
                    if (text != null) {
                        return UUID.fromString(text).toString();
                    }
                }
                case OBJECT_GUID -> {
                    Optional<String> guid = guid(entry.getAttributeValueBytes(key.attribute()));
                    if (guid.isPresent()) {
                        return guid.get();
                    }
                }
            }
        } catch (IllegalArgumentException e) {
            throw bad("the attribute '" + key.attribute() + "'");
        }
        throw new ConnectorException.BadData(
                "The entry '" + dn() + "' shows no '" + key.attribute() + "': the bind name may not read it, or the"
                        + " directory is of another kind.",
                null);
    }

    /** The first three parts of a GUID have their bytes in reverse. */
    static Optional<String> guid(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length != UUID_LENGTH) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long high = (buffer.getInt() & 0xffff_ffffL) << 32;
        high |= (buffer.getShort() & 0xffffL) << 16;
        high |= buffer.getShort() & 0xffffL;
        return Optional.of(new UUID(high, buffer.order(ByteOrder.BIG_ENDIAN).getLong()).toString());
    }

    /** What finds the entry of a key. */
    static Filter keyed(Profile.KeyAttribute key, String value) {
        return switch (key) {
            case ENTRY_UUID -> Filter.createEqualityFilter(key.attribute(), value);
            case OBJECT_GUID -> {
                UUID guid = UUID.fromString(value);
                long high = guid.getMostSignificantBits();
                byte[] bytes = ByteBuffer.allocate(UUID_LENGTH)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt((int) (high >> 32))
                        .putShort((short) (high >> 16))
                        .putShort((short) high)
                        .order(ByteOrder.BIG_ENDIAN)
                        .putLong(guid.getLeastSignificantBits())
                        .array();
                yield Filter.createEqualityFilter(key.attribute(), bytes);
            }
        };
    }

    /** A security identifier as Windows writes it. */
    Optional<String> sid() throws ConnectorException.BadData {
        byte[] bytes = entry.getAttributeValueBytes("objectSid");
        if (bytes == null) {
            return Optional.empty();
        }
        if (bytes.length < SID_HEAD || bytes.length != SID_HEAD + 4 * bytes[1]) {
            throw bad("the attribute 'objectSid'");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        StringBuilder sid =
                new StringBuilder("S-").append(bytes[0]).append('-').append(buffer.getLong() & 0xffff_ffff_ffffL);
        buffer.order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            sid.append('-').append(buffer.getInt() & 0xffff_ffffL);
        }
        return Optional.of(sid.toString());
    }

    boolean is(String objectClass) {
        return Arrays.stream(entry.getObjectClassValues() == null ? new String[0] : entry.getObjectClassValues())
                .anyMatch(objectClass::equalsIgnoreCase);
    }

    /** The first value of the first of these attributes that has one. */
    Optional<String> text(String... attributes) {
        return Arrays.stream(attributes)
                .flatMap(attribute -> texts(attribute).stream())
                .findFirst();
    }

    List<String> texts(String attribute) {
        String[] values = entry.getAttributeValues(attribute);
        return values == null
                ? List.of()
                : Arrays.stream(values).filter(value -> !value.isBlank()).toList();
    }

    /** All values in an order of their own, since a directory keeps none; empty for none. */
    Optional<List<String>> set(String attribute) {
        return Optional.of(texts(attribute).stream().sorted().distinct().toList())
                .filter(values -> !values.isEmpty());
    }

    OptionalLong number(String attribute) throws ConnectorException.BadData {
        Optional<String> text = text(attribute);
        try {
            return text.isPresent() ? OptionalLong.of(Long.parseLong(text.get())) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            throw bad("the attribute '" + attribute + "'");
        }
    }

    Optional<Long> maybeNumber(String attribute) throws ConnectorException.BadData {
        OptionalLong number = number(attribute);
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }

    /** Whether some of these bits are set; empty if the attribute is not there. */
    Optional<Boolean> flag(String attribute, long bits) throws ConnectorException.BadData {
        OptionalLong number = number(attribute);
        return number.isPresent() ? Optional.of((number.getAsLong() & bits) != 0) : Optional.empty();
    }

    /** A generalised time (RFC 4517). */
    Optional<Instant> time(String attribute) throws ConnectorException.BadData {
        Optional<String> text = text(attribute);
        try {
            return text.isPresent()
                    ? Optional.of(StaticUtils.decodeGeneralizedTime(text.get()).toInstant())
                    : Optional.empty();
        } catch (ParseException e) {
            throw bad("the attribute '" + attribute + "'");
        }
    }

    /** A time of Windows; zero and the far end of its numbers mean that there is none. */
    Optional<Instant> windowsTime(String attribute) throws ConnectorException.BadData {
        OptionalLong units = number(attribute);
        if (units.isEmpty() || units.getAsLong() <= 0 || units.getAsLong() == Long.MAX_VALUE) {
            return Optional.empty();
        }
        return Optional.of(WINDOWS_EPOCH
                .plusSeconds(units.getAsLong() / UNITS_A_SECOND)
                .plus(Duration.ofNanos(units.getAsLong() % UNITS_A_SECOND * 100)));
    }

    /** A number of days since 1970, as in shadow(5); zero and less mean that there is none. */
    Optional<Instant> day(String attribute) throws ConnectorException.BadData {
        OptionalLong days = number(attribute);
        return days.isPresent() && days.getAsLong() > 0 && days.getAsLong() < Integer.MAX_VALUE
                ? Optional.of(LocalDate.ofEpochDay(days.getAsLong())
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant())
                : Optional.empty();
    }

    /** The addresses that only an own network knows, or those that are known everywhere. */
    Optional<List<String>> addresses(String attribute, boolean privateOnes) throws ConnectorException.BadData {
        try {
            return Optional.of(texts(attribute).stream()
                            .map(text -> InetAddress.ofLiteral(text.strip()))
                            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                            .filter(address -> isPrivate(address) == privateOnes)
                            .map(InetAddress::getHostAddress)
                            .sorted()
                            .distinct()
                            .toList())
                    .filter(found -> !found.isEmpty());
        } catch (IllegalArgumentException e) {
            throw bad("the attribute '" + attribute + "'");
        }
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        // RFC 6598 and RFC 4193, of which the JDK does not know.
        return address.isSiteLocalAddress()
                || (address instanceof Inet4Address
                        ? bytes[0] == 100 && (bytes[1] & 0xc0) == 64
                        : (bytes[0] & 0xfe) == 0xfc);
    }

    Optional<List<String>> macAddresses(String attribute) {
        return set(attribute)
                .map(values -> values.stream()
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .toList());
    }

    private ConnectorException.BadData bad(String what) {
        return new ConnectorException.BadData("In the entry '" + dn() + "' " + what + " is not as it should be.", null);
    }
}
