:product IN ('', product)
  AND {until-to}
