package shop;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.Objects;

/** A value class written by hand, beside the records. */
public final class Money implements Comparable<Money>, Cloneable {
    public static final Money ZERO = new Money(BigDecimal.ZERO, "EUR");
    private static final Comparator<Money> ORDER = Comparator.comparing((Money m) -> m.currency)
            .thenComparing(m -> m.amount, Comparator.reverseOrder());

    private final BigDecimal amount;
    private final String currency;

    public Money(BigDecimal amount, String currency) {
        this.amount = Objects.requireNonNull(amount, "amount").setScale(2, RoundingMode.HALF_EVEN);
        this.currency = currency;
    }

    public static Money of(String text) {
        int space = text.indexOf(' ');
        if (space < 0) {
            throw new IllegalArgumentException("no currency in '" + text + "'");
        }
        return new Money(new BigDecimal(text.substring(0, space)), text.substring(space + 1));
    }

    public Money plus(Money... others) {
        BigDecimal sum = amount;
        for (Money other : others) {
            assert other.currency.equals(currency) : other;
            sum = sum.add(other.amount);
        }
        return new Money(sum, currency);
    }

    @Override
    public Money clone() {
        try {
            return (Money) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public int compareTo(Money other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Money m && m.amount.equals(amount) && m.currency.equals(currency);
    }

    @Override
    public int hashCode() {
        return 31 * amount.hashCode() ^ currency.hashCode();
    }

    @Override
    public String toString() {
        return amount + " " + currency;
    }
}
