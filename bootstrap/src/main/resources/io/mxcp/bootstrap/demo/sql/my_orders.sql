SELECT seller, order_id, ordered_on, customer, product, amount
FROM orders
WHERE seller = get_username()
  AND amount >= $least_amount
ORDER BY ordered_on DESC, order_id
