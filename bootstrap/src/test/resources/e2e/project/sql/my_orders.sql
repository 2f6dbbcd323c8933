SELECT owner, item, amount
FROM orders
WHERE owner = get_username() AND amount >= $at_least
ORDER BY amount DESC
